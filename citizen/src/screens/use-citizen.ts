import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { isOnline, reach } from "../api/reach.ts";
import type { Citizen } from "../app/citizen.ts";
import type { Work } from "../storage/kept.ts";

export const CitizenContext = createContext<Citizen | null>(null);

export function useCitizen(): Citizen {
  const citizen = useContext(CitizenContext);
  if (citizen === null) throw new Error("a screen stands outside the app");
  return citizen;
}

/** The reports of this phone and the waiting items, as they stand. */
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

/** True if the room can be reached, judged by the traffic. */
export function useOnline(): boolean {
  const [is, set] = useState(isOnline);
  useEffect(() => {
    const changed = (): void => set(isOnline());
    const turned = (): void => {
      changed();
      reach.look();
    };
    const ends = reach.listen(changed);
    addEventListener("online", turned);
    addEventListener("offline", turned);
    // It may have changed between the first look and now.
    changed();
    if (reach.isReached() === null) reach.look();
    return () => {
      ends();
      removeEventListener("online", turned);
      removeEventListener("offline", turned);
    };
  }, []);
  return is;
}
