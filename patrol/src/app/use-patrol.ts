import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Patrol } from "./patrol.ts";
import type { State } from "./state.ts";

export const PatrolContext = createContext<Patrol | null>(null);

export function usePatrol(): Patrol {
  const patrol = useContext(PatrolContext);
  if (patrol === null) throw new Error("a screen stands outside the app");
  return patrol;
}

export function useWork(): State {
  const { store } = usePatrol();
  return useSyncExternalStore(store.listen, store.get, store.get);
}

/** The moment, read again every so many ms. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
