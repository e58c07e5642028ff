import { useEffect, useState } from "react";
import { useLink } from "../../live/index.ts";
import { soundIsOn } from "../sounds.ts";
import { followOneWindow } from "./one-window.ts";

/**
 * True for the one window of this desk that tells its alarms. The window in front takes over as soon as it can sound: one that nobody has
 * touched since it was opened is silent in most browsers. A window without a link tells nothing, so it leaves it to another.
 */
export function useTeller(userId: string): boolean {
  const [isTeller, setTeller] = useState(false);
  const isConnected = useLink().state.kind === "connected";
  useEffect(() => {
    if (!isConnected) return undefined;
    const one = followOneWindow(`amaliyat.alarms.${userId}`, setTeller);
    const takeOver = (): void => {
      if (document.visibilityState !== "visible") return;
      void soundIsOn().then((on) => {
        if (on) one.takeOver();
      });
    };
    const events = ["pointerdown", "keydown", "focus", "visibilitychange"] as const;
    for (const name of events) window.addEventListener(name, takeOver, true);
    return () => {
      for (const name of events) window.removeEventListener(name, takeOver, true);
      one[Symbol.dispose]();
    };
  }, [isConnected, userId]);
  return isTeller;
}
