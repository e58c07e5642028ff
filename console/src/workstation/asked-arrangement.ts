import type { Arrangement } from "@amaliyat/domain/workstations";
import { useEffect, useEffectEvent } from "react";
import { createPersonStore, useStore } from "../store/index.ts";
import { windowRole } from "./window-role.ts";
import { standing } from "./windows.ts";

const CHANNEL = "amaliyat.arrangement";
/** A saved wall that waits for the wall of this window. */
const asked = createPersonStore<Arrangement | null>(null);

/** Asks for a saved wall. True if this window has to show it; false if the wall stands in a window of its own, which shows it. */
export function askArrangement(arrangement: Arrangement): boolean {
  if (windowRole() === "wall" || !standing.get().has("wall")) {
    asked.set(arrangement);
    return true;
  }
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ grid: arrangement.grid, cameras: arrangement.cameras } satisfies Arrangement);
  channel.close();
  return false;
}

/** Calls `show` for each saved wall that is asked for, in this window or for it in another. */
export function useAskedArrangement(show: (arrangement: Arrangement) => void): void {
  const onAsked = useEffectEvent(show);
  const arrangement = useStore(asked);
  useEffect(() => {
    if (arrangement === null) return;
    onAsked(arrangement);
    asked.set(null);
  }, [arrangement]);
  useEffect(() => {
    if (windowRole() !== "wall" || typeof BroadcastChannel === "undefined") return undefined;
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener("message", ({ data }: MessageEvent<Arrangement>) => onAsked(data));
    return () => channel.close();
  }, []);
}
