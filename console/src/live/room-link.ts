import type { Happening } from "@amaliyat/contract/live";
import type { QueryClient } from "@tanstack/react-query";
import { roomNow, setRoomTime } from "@amaliyat/ui/hooks";
import { isRoomThere, lookAtSession, openBrowserSocket } from "./browser-socket.ts";
import { readAgain, writeHappenings } from "./caches.ts";
import { LiveConnection, type LinkState } from "./connection.ts";
import { createFrameQueue, nextFrame, type Schedule } from "./frame-queue.ts";
import type { Effect } from "./follow.ts";
import { createJournal } from "./journal.ts";
import { createPositions } from "./positions.ts";
import { createStore } from "../store/index.ts";

/** The last thing that happened, for the status bar. */
export type LastHappening = { readonly happening: Happening; readonly at: string };

export const positions = createPositions();
export const journal = createJournal();
export const linkState = createStore<LinkState>({ kind: "connecting" });
export const lastHappening = createStore<LastHappening | null>(null);

type News = Extract<Effect, { kind: "apply" | "move" | "read_again" }>;

/** Writes one frame's news: positions beside React, all else into the query caches in one go. */
export function takeNews(client: QueryClient, news: readonly News[], heardAt: number): void {
  const happened: Happening[] = [];
  let again = false;
  let last: LastHappening | null = null;
  for (const one of news) {
    if (one.kind === "apply") {
      happened.push(one.happening);
      if (one.happening.topic !== "camera") last = { happening: one.happening, at: one.at };
    } else if (one.kind === "read_again") again = true;
    else positions.take(one.message.unitId, one.message.position, heardAt);
  }
  journal.record(happened);
  if (happened.length > 0) writeHappenings(client, happened);
  if (last) lastHappening.set(last);
  if (again) readAgain(client);
}

/** Connects a signed-in screen to the room until it is disposed. `onEnded` hears why the room ended the session. */
export function connectRoom(client: QueryClient, onEnded: (code: string) => void, schedule: Schedule = nextFrame) {
  const queue = createFrameQueue<News>((news) => takeNews(client, news, performance.now()), schedule);
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
