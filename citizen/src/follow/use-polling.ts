import { useEffect, useState } from "preact/hooks";
import type { Unasked } from "../app/citizen.ts";
import { mayChange } from "../storage/news.ts";
import { useCitizen } from "../screens/use-citizen.ts";

const EVERY_MS = 15_000;
const SELDOM_MS = 120_000;

/**
 * Asks for the state of a report: at once, then every quarter of a minute while it is shown. Without answers it asks less and less often.
 */
export function usePolling(id: string): { readonly unasked: Unasked | null; readonly refresh: () => void } {
  const citizen = useCitizen();
  const [unasked, setUnasked] = useState<Unasked | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let [isOver, wait] = [false, EVERY_MS];
    async function once(): Promise<void> {
      clearTimeout(timer);
      const mine = citizen.get().mine.find((each) => each.id === id);
      if (isOver || document.visibilityState !== "visible" || mine === undefined) return;
      const fault = await citizen.refresh(id);
      if (isOver) return;
      setUnasked(fault);
      wait = fault === null ? EVERY_MS : Math.min(SELDOM_MS, wait * 2);
      const now = citizen.get().mine.find((each) => each.id === id);
      if (now !== undefined && mayChange(now, Date.now())) timer = setTimeout(() => void once(), wait);
    }
    const look = (): void => void once();
    document.addEventListener("visibilitychange", look);
    addEventListener("online", look);
    void once();
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("online", look);
    };
  }, [citizen, id, asked]);
  return { unasked, refresh: () => setAsked((n) => n + 1) };
}
