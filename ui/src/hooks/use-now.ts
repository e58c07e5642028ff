import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
/** The room's clock minus the time since this page began, ms. A clock of this machine that somebody sets moves no age on the screen. */
let ahead = Date.now() - performance.now();
let now = roomNow();

/** Sets the room's time of this moment (ms since epoch), as the room says it. Ages then agree on every seat. */
export function setRoomTime(at: number): void {
  ahead = at - performance.now();
  tick();
}

/** The room's time now (ms since epoch), outside of rendering. */
export function roomNow(): number {
  return performance.now() + ahead;
}

function tick(): void {
  now = roomNow();
  for (const listener of listeners) listener();
}

/** Waits for the turn of the room's second, so that every clock on the screen steps together. */
function schedule(): void {
  timer = setTimeout(
    () => {
      tick();
      schedule();
    },
    1000 - (((roomNow() % 1000) + 1000) % 1000),
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = roomNow();
    schedule();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/** The room's time (ms since epoch), renewed once a second by one ticker that all components share. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now, roomNow);
}
