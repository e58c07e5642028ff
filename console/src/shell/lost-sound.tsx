import { useEffect, type ReactNode } from "react";
import { useLink } from "../live/index.ts";
import { playSound } from "./sounds.ts";

/** How long a link may be broken before it is heard: a short break mends itself. */
const LOST_HEARD_MS = 5000;

/** A server that is lost is heard on every screen of the room. */
export function LostSound(): ReactNode {
  const { state } = useLink();
  const lostSince = state.kind === "lost" ? state.since : null;
  useEffect(() => {
    if (lostSince === null) return undefined;
    const timer = setTimeout(() => playSound("lost"), LOST_HEARD_MS);
    return () => clearTimeout(timer);
  }, [lostSince]);
  return null;
}
