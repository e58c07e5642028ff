import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Patrol } from "./patrol.ts";
import type { State, Store } from "./state.ts";

export const PatrolContext = createContext<Patrol | null>(null);

export function usePatrol(): Patrol {
  const patrol = useContext(PatrolContext);
  if (patrol === null) throw new Error("a screen stands outside the app");
  return patrol;
}

/** The state of one work of this page. */
export const useStateOf = (store: Store): State => useSyncExternalStore(store.listen, store.get, store.get);

export const useWork = (): State => useStateOf(usePatrol().store);

/** The moment, read again every so many ms. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
