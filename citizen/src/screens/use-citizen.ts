import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { ask } from "../api/ask.ts";
import { isReached, onReach } from "../api/reach.ts";
import type { Citizen } from "../app/citizen.ts";
import type { Work } from "../keep/kept.ts";

export const CitizenContext = createContext<Citizen | null>(null);

export function useCitizen(): Citizen {
  const citizen = useContext(CitizenContext);
  if (citizen === null) throw new Error("a screen stands outside the app");
  return citizen;
}

/** The reports of this phone and what waits, as they stand. */
export function useWork(): Work {
  const citizen = useCitizen();
  const [, again] = useState(0);
  useEffect(() => citizen.listen(() => again((n) => n + 1)), [citizen]);
  return citizen.get();
}

/** The time, every so many ms. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Pause between two questions to a room that does not answer, in ms. */
const ASK_AGAIN_MS = 10_000;

/** Asks the room whether it answers; screens that ask at once share one question. */
let asking: Promise<unknown> | null = null;
function askRoom(): void {
  asking ??= ask("about", {}).finally(() => (asking = null));
}

/**
 * Whether the room can be reached. The phone alone does not know: a link without traffic is "online" for it, and Chromium 150 said so of a
 * new tab whose traffic was cut. So the room's last answer counts too.
 */
export function useOnline(): boolean {
  const now = (): boolean => navigator.onLine && isReached() !== false;
  const [isOnline, setOnline] = useState(now);
  useEffect(() => {
    const changed = (): void => setOnline(now());
    const connected = (): void => askRoom();
    const ends = onReach(changed);
    addEventListener("online", changed);
    addEventListener("online", connected);
    addEventListener("offline", changed);
    // It may have changed between the first look and now.
    changed();
    if (isReached() === null) askRoom();
    return () => {
      ends();
      removeEventListener("online", changed);
      removeEventListener("online", connected);
      removeEventListener("offline", changed);
    };
  }, []);
  useEffect(() => {
    if (isOnline) return;
    const timer = setInterval(askRoom, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOnline]);
  return isOnline;
}
