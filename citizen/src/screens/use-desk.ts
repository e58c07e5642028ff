import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Desk } from "../app/desk.ts";
import type { Work } from "../keep/kept.ts";

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("a screen stands outside the app");
  return desk;
}

/** The reports of this phone and what waits, as they stand. */
export function useWork(): Work {
  const desk = useDesk();
  const [, again] = useState(0);
  useEffect(() => desk.listen(() => again((n) => n + 1)), [desk]);
  return desk.get();
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
    return () => {
      removeEventListener("online", changed);
      removeEventListener("offline", changed);
    };
  }, []);
  return isOnline;
}
