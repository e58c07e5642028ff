import { useEffect, useRef, useState } from "react";
import { useLink } from "../../live/index.ts";
import { soundIsOn } from "../sounds.ts";
import { followOneWindow, type OneWindow } from "./one-window.ts";

/**
 * True for the one window of this desk that sounds. The window in front takes over as soon as it can sound: in most browsers a window
 * untouched since its opening is silent. A window without a link leaves it to each window that has one, and goes on if there is none.
 */
export function useTeller(userId: string): boolean {
  const [isTeller, setTeller] = useState(false);
  const followed = useRef<OneWindow>(null);
  const isConnected = useLink().state.kind === "connected";
  useEffect(() => {
    const one = followOneWindow(`amaliyat.alarms.${userId}`, setTeller);
    followed.current = one;
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
  }, [userId]);
  useEffect(() => followed.current?.link(isConnected), [isConnected, userId]);
  return isTeller;
}
