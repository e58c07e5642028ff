import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
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

/** Whether the phone says that it has a network. */
export function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const changed = (): void => setOnline(navigator.onLine);
    addEventListener("online", changed);
    addEventListener("offline", changed);
    // It may have changed between the first look and now.
    changed();
    return () => {
      removeEventListener("online", changed);
      removeEventListener("offline", changed);
    };
  }, []);
  return isOnline;
}
