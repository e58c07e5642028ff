import type { Happening, Topic } from "@amaliyat/contract/live";
import type { QueryClient } from "@tanstack/react-query";
import { roomNow, setRoomTime } from "@amaliyat/ui/hooks";
import { isRoomThere, lookAtSession, openBrowserSocket } from "./browser-socket.ts";
import { LiveConnection, type LinkState } from "./connection.ts";
import { createFrameQueue, nextFrame, type Schedule } from "./frame-queue.ts";
import type { Effect } from "./follow.ts";
import { createJournal } from "./journal.ts";
import { readAgain, type LiveFeature } from "./live-feature.ts";
import { createPersonStore } from "../store/index.ts";

/** The last thing that happened, for the status bar. */
export type LastHappening = { readonly happening: Happening; readonly at: string };

export const journal = createJournal();
export const linkState = createPersonStore<LinkState>({ kind: "connecting" });
export const lastHappening = createPersonStore<LastHappening | null>(null);

type News = Extract<Effect, { kind: "apply" | "move" | "read_again" }>;

/** Hands one frame's news to every feature, which writes what it holds and marks what it must read again. */
function writeNews(client: QueryClient, features: readonly LiveFeature[], news: readonly News[], heardAt: number): void {
  const quiet = new Set<Topic>(features.flatMap((feature) => feature.quiet));
  const happened: Happening[] = [];
  let again = false;
  let last: LastHappening | null = null;
  for (const one of news) {
    if (one.kind === "apply") {
      happened.push(one.happening);
      if (!quiet.has(one.happening.topic)) last = { happening: one.happening, at: one.at };
    } else if (one.kind === "read_again") again = true;
    else for (const feature of features) feature.move?.(one.message, heardAt);
  }
  journal.record(happened);
  for (const feature of features) feature.write(client, happened);
  if (last) lastHappening.set(last);
  if (again) readAgain(client, features);
}

/** Connects a signed-in screen to the room until it is disposed. `onEnded` hears why the room ended the session. */
export function connectRoom(
  client: QueryClient,
  features: readonly LiveFeature[],
  onEnded: (code: string) => void,
  schedule: Schedule = nextFrame,
) {
  const queue = createFrameQueue<News>((news) => writeNews(client, features, news, performance.now()), schedule);
  const connection = new LiveConnection({
    open: openBrowserSocket,
    isThere: isRoomThere,
    now: roomNow,
    chance: Math.random,
    onState: (state) => {
      linkState.set(state);
      if (state.kind === "lost") void lookAtSession();
    },
    onClock: setRoomTime,
    onEffect: (effect) => {
      if (effect.kind === "end") onEnded(effect.code);
      else if (effect.kind !== "nothing") queue.push(effect);
    },
  });
  const present = (): void => connection.present();
  const online = (): void => connection.retryNow();
  for (const kind of ["pointerdown", "pointermove", "keydown"] as const) addEventListener(kind, present, { passive: true });
  addEventListener("online", online);
  return {
    retryNow: () => connection.retryNow(),
    [Symbol.dispose]() {
      for (const kind of ["pointerdown", "pointermove", "keydown"] as const) removeEventListener(kind, present);
      removeEventListener("online", online);
      connection[Symbol.dispose]();
      queue[Symbol.dispose]();
    },
  };
}
