import "./styles/main.css";
import type { Duty } from "@amaliyat/contract/dispatch";
import { ATTRIBUTE_LABELS, PRIORITY_LABELS, subcategory } from "@amaliyat/domain/interventions";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Patrol } from "./app/patrol.ts";
import { dangersOf, isUnread } from "./duty/danger.ts";
import { readyAlarm, ringUntil, soundDangerUntil } from "./live/alarm.ts";
import { watchDanger } from "./live/danger-watch.ts";
import { App } from "./screens/app.tsx";
import { PatrolContext } from "./app/use-patrol.ts";
import { applyLook, look } from "./text/language.ts";
import { say } from "./text/use-text.ts";

type Order = Duty["assignments"][number];

const isNew = ({ state }: Order): boolean => state === "assigned";

/** Shows a notice of the system where the app is not in front. */
function notify(title: string, body: string, tag: string): void {
  if (!document.hidden || typeof Notification === "undefined" || Notification.permission !== "granted") return;
  void navigator.serviceWorker?.ready.then((worker) => worker.showNotification(title, { body, tag }));
}

/** Wakes the crew: sound and vibration, and a notice where the app is not in front. */
function wake({ assignments }: Duty, shown: () => Duty | null): void {
  ringUntil(() => !(shown()?.assignments.some(isNew) ?? false));
  const order = assignments.find(isNew);
  if (order === undefined) return;
  const language = look.language();
  const body = `${subcategory(order.subcategory).labels[language]} · ${order.placeText ?? ""}`;
  notify(say(language, "duty.newOrder"), body, order.assignmentId);
}

/** Wakes the crew for a danger of which it was told, until it says that it read it. */
function wakeForDanger(order: Order, shown: () => Duty | null): void {
  soundDangerUntil(() => !(shown()?.assignments.some(isUnread) ?? false));
  const language = look.language();
  const marks = dangersOf(order).map((one) => ATTRIBUTE_LABELS[one][language]);
  const body = [PRIORITY_LABELS[order.priority][language], ...marks].join(" · ");
  notify(say(language, "danger.title"), body, `${order.assignmentId}-${order.toldSeq}`);
}

/** Two pages would overwrite each other's store: the second waits until the first is closed. */
async function becomeTheOnlyOne(waits: () => void): Promise<void> {
  if (!("locks" in navigator)) return;
  const soon = setTimeout(waits, 500);
  await new Promise<void>((resolve) => {
    const onLock = (): Promise<never> => {
      resolve();
      return new Promise(() => undefined);
    };
    void navigator.locks.request("amaliyat-patrol", onLock);
  });
  clearTimeout(soon);
}

async function start(): Promise<void> {
  applyLook();
  const root = document.getElementById("root");
  if (root === null) throw new Error("the page has no root element");
  try {
    await becomeTheOnlyOne(() => {
      root.textContent = say(look.language(), "app.elsewhere");
    });
    root.textContent = "";
    addEventListener("pointerdown", readyAlarm, { once: true });
    const patrol: Patrol = await Patrol.open((duty) => wake(duty, () => patrol.store.get().duty));
    watchDanger(patrol.store, (order) => wakeForDanger(order, () => patrol.store.get().duty));
    createRoot(root).render(
      <StrictMode>
        <PatrolContext value={patrol}>
          <App />
        </PatrolContext>
      </StrictMode>,
    );
  } catch {
    // Without a store the phone would lose the crew's acts: no app is better than one that forgets.
    root.textContent = say(look.language(), "app.noStore");
  }
}

if (import.meta.env.PROD && "serviceWorker" in navigator) void navigator.serviceWorker.register("sw.js");
void start();
