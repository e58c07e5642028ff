import "./styles/main.css";
import type { Duty } from "@amaliyat/contract/dispatch";
import { ATTRIBUTE_LABELS, PRIORITY_LABELS, subcategory } from "@amaliyat/domain/interventions";
import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { turnOfThisPage } from "./app/only-page.ts";
import { Patrol } from "./app/patrol.ts";
import { dangersOf, isUnread } from "./duty/danger.ts";
import type { NewsKind } from "./storage/news.ts";
import { readyAlarm, ringUntil, soundDangerUntil, soundNews } from "./live/alarm.ts";
import { watchDanger } from "./live/danger-watch.ts";
import { watchNews } from "./live/news-watch.ts";
import { App } from "./screens/app.tsx";
import { Stopped, UnsentOf } from "./screens/stopped.tsx";
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

/** Tells the crew of a change of its order. */
function wakeForNews({ assignmentId, reference }: Order, kinds: readonly NewsKind[]): void {
  soundNews(kinds.includes("hazard"));
  const language = look.language();
  notify(
    `${say(language, "news.title")} · ${reference}`,
    kinds.map((kind) => say(language, `news.${kind}`)).join(" · "),
    `${assignmentId}-news`,
  );
}

/** Time that another page has to give way before the screen says that the app is open there, ms. */
const ELSEWHERE_MS = 500;

/** Works while no other page does; gives the works that another page ended, of which something is unsent. */
async function work(show: (screen: ReactNode) => void, lasts: readonly Patrol[]): Promise<readonly Patrol[]> {
  const turn = turnOfThisPage();
  const stopped = (
    <Stopped words="app.elsewhere" press="app.useHere" onPress={turn.takeOver}>
      <UnsentOf lasts={lasts} />
    </Stopped>
  );
  const soon = setTimeout(() => show(stopped), ELSEWHERE_MS);
  const { lost } = await turn.come;
  clearTimeout(soon);
  show(null);
  const patrol: Patrol = await Patrol.open((duty) => wake(duty, () => patrol.store.get().duty), lasts);
  watchDanger(patrol.store, (order) => wakeForDanger(order, () => patrol.store.get().duty));
  watchNews(patrol.store, wakeForNews);
  show(
    <PatrolContext value={patrol}>
      <App />
    </PatrolContext>,
  );
  await lost;
  patrol.close();
  return [...lasts.filter(({ hasUnsent }) => hasUnsent), patrol];
}

async function start(): Promise<void> {
  applyLook();
  const root = document.getElementById("root");
  if (root === null) throw new Error("the page has no root element");
  addEventListener("pointerdown", readyAlarm, { once: true });
  const page = createRoot(root);
  const show = (screen: ReactNode): void => page.render(<StrictMode>{screen}</StrictMode>);
  try {
    // A page that lost its work to another one waits for its turn again.
    let lasts: readonly Patrol[] = [];
    for (;;) lasts = await work(show, lasts);
  } catch {
    show(<Stopped words="app.notOpened" press="app.openAgain" onPress={() => location.reload()} />);
  }
}

function keepShell(): void {
  try {
    if (import.meta.env.PROD && "serviceWorker" in navigator) navigator.serviceWorker.register("sw.js").catch(() => undefined);
  } catch {
    // A browser that forbids its store forbids this too: the app works from the network.
  }
}

keepShell();
void start();
