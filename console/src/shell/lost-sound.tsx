import { roomNow } from "@amaliyat/ui/hooks";
import { useEffect, type ReactNode } from "react";
import { useLink } from "../live/index.ts";
import { playSound } from "./sounds.ts";

/** Time that a link may be broken before it sounds: a short break mends itself. */
const LOST_HEARD_MS = 5000;

/** A room that is lost is heard on every screen, in the one window of the desk that sounds. Another window with its link sounds in its place. */
export function LostSound({ isTeller }: { readonly isTeller: boolean }): ReactNode {
  const { state } = useLink();
  const lostSince = state.kind === "lost" ? state.since : null;
  useEffect(() => {
    if (lostSince === null || !isTeller) return undefined;
    const timer = setTimeout(() => playSound("lost"), Math.max(0, lostSince + LOST_HEARD_MS - roomNow()));
    return () => clearTimeout(timer);
  }, [lostSince, isTeller]);
  return null;
}
