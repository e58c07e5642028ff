import { useEffect, useState } from "preact/hooks";
import { useOnline } from "../screens/use-citizen.ts";
import { readAlerts, type InForce } from "./read-alerts.ts";

const EVERY_MS = 60_000;

export type Known = { readonly inForce: InForce | null; readonly isLost: boolean };

/** Alerts in force while a screen shows them, refreshed each minute. Null before the first answer. */
export function useAlerts(): Known {
  const [known, setKnown] = useState<Known>({ inForce: null, isLost: false });
  const isOnline = useOnline();
  useEffect(() => {
    let isOver = false;
    const read = async (): Promise<void> => {
      if (document.visibilityState !== "visible") return;
      const inForce = await readAlerts();
      if (!isOver) setKnown((old) => ({ inForce: inForce ?? old.inForce, isLost: inForce === null }));
    };
    const look = (): void => void read();
    look();
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [isOnline]);
  return known;
}
