import type { Problem } from "@amaliyat/contract/route";

/** State of a replay as the screen shows it. Times in ms since epoch. */
export type ReplayState = {
  readonly phase: "seeking" | "ready" | "waiting" | "ended";
  readonly playing: boolean;
  /** 1 is the speed of the world; below 0 it runs backwards. */
  readonly speed: number;
  /** Reason that the last act did nothing. */
  readonly problem: Problem | null;
  /** The hole that playing jumped over last; `nth` grows with each. */
  readonly jump: { readonly from: number; readonly to: number; readonly nth: number } | null;
  readonly size: { readonly width: number; readonly height: number } | null;
  /** From the asking to the picture on the screen, of the last seek. */
  readonly seekMs: number | null;
};

export const FIRST_STATE: ReplayState = {
  phase: "seeking",
  playing: false,
  speed: 1,
  problem: null,
  jump: null,
  size: null,
  seekMs: null,
};

export const SPEEDS = [0.5, 1, 2, 4] as const;

/** The speed after a press of L (`faster`) or J: one step more in that direction. From a stop or the other direction it becomes 1. */
export function shuttle(state: Pick<ReplayState, "playing" | "speed">, faster: boolean): number {
  const way = faster ? 1 : -1;
  const now = state.playing ? state.speed : 0;
  if (now * way <= 0) return way;
  return way * Math.min(4, Math.abs(now) < 1 ? 1 : Math.abs(now) * 2);
}
