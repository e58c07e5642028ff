import { useEffect, useRef, useState } from "react";
import { useLink } from "../../live/index.ts";
import { soundIsOn } from "../sounds.ts";
import { followOneWindow, type OneWindow } from "./one-window.ts";

/**
 * True for the one window of this desk that tells its alarms. The window in front takes over as soon as it can sound: one that nobody has
 * touched since it was opened is silent in most browsers. A window without a link lets each other go first, and goes on where there is none:
 * a call for help that sounded is not silent because the room is out of reach.
 */
export function useTeller(userId: string): boolean {
  const [isTeller, setTeller] = useState(false);
  const followed = useRef<OneWindow>(null);
  const isConnected = useLink().state.kind === "connected";
  useEffect(() => {
    const own = followOneWindow(`amaliyat.alarms.${userId}`, setTeller);
    followed.current = own;
    return () => own[Symbol.dispose]();
  }, [userId]);
  useEffect(() => {
    const one = followed.current;
    if (one === null) return undefined;
    if (!isConnected) {
      one.giveWay();
      return undefined;
    }
    let isOver = false;
    const takeOver = (): void => {
      void soundIsOn().then((on) => {
        if (on && !isOver) one.takeOver();
      });
    };
    const whenInFront = (): void => {
      if (document.visibilityState === "visible") takeOver();
    };
    // The one may be a window that has no link: it does not know what is new.
    takeOver();
    const events = ["pointerdown", "keydown", "focus", "visibilitychange"] as const;
    for (const name of events) window.addEventListener(name, whenInFront, true);
    return () => {
      isOver = true;
      for (const name of events) window.removeEventListener(name, whenInFront, true);
    };
  }, [isConnected, userId]);
  return isTeller;
}
