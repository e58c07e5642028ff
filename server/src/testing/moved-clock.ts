import type { Clock } from "../platform/clock.ts";

export type MovedClock = {
  readonly now: Clock;
  /** Puts the clock forward by so many ms, or back. */
  readonly forward: (ms: number) => void;
};

/** The machine's clock, put forward by hand. */
export function movedClock(): MovedClock {
  let ahead = 0;
  return { now: () => Date.now() + ahead, forward: (ms) => void (ahead += ms) };
}
