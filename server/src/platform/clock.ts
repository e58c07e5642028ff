import type { Log } from "./log.ts";

/** Now, in milliseconds since the Unix epoch. Handed in wherever time matters, so that tests can move it. */
export type Clock = () => number;

/**
 * Adapts times measured by the clock to a step of it, by so many ms. May fail, and is then asked again. The returned function is called in
 * the very moment in which the clock takes the step.
 */
export type OnStep = (byMs: number) => Promise<void | (() => void)>;

/**
 * State of following the machine's clock: the boot that is followed, and the ms by which its steps have moved rows. Without a boot, the
 * clock is not followed yet.
 */
export type FollowedClock = { bootId: string | null; followedMs: number };

/** Adapts last: calls `step`, with which the clock takes the step, in the moment in which it has adapted. */
export type StepsWith = (byMs: number, step: () => void) => Promise<void>;

export type WatchedClock = {
  readonly now: Clock;
  readonly onStep: (adapt: OnStep) => void;
  readonly stepWith: (last: StepsWith) => void;
};

/** Below this, the machine's clock is followed as it goes: time services mend less by small steps (ms). */
export const STEP_MS = 5_000;
const RETRY_MS = 1_000;

/**
 * True if a moment is newer than the stored one, or if the stored one lies ahead of `at`. The clock was put back since that was written, and
 * nothing would be newer until the clock has made up for it.
 */
export const isNewer = (moment: number, stored: Date | number | null, at: number): boolean =>
  stored === null || moment > Number(stored) || Number(stored) > at + STEP_MS;

type Sources = {
  readonly wall: Clock;
  /** Time that goes on evenly, from any beginning (ms). */
  readonly steady: () => number;
};
const MACHINE: Sources = { wall: () => Date.now(), steady: () => performance.now() };

/**
 * The machine's clock, which somebody may set, and a time service may step. Times measured by it (how long a session was left alone, how
 * long a telephone has rung) would end at once. So a step is followed only when all who measure have adapted; until then time goes on as
 * before.
 */
export function watchClock(log: Log, { wall, steady }: Sources = MACHINE): WatchedClock {
  const adapting: OnStep[] = [];
  let last: StepsWith = (_byMs, step) => Promise.resolve(step());
  let ahead = wall() - steady();
  let isAdapting = false;
  let again = Number.NEGATIVE_INFINITY;

  async function follow(byMs: number): Promise<void> {
    isAdapting = true;
    try {
      // One after the other: a step that half of them have seen would be seen by them twice.
      const taken: (() => void)[] = [];
      for (const adapt of adapting) taken.push((await adapt(byMs)) ?? (() => undefined));
      await last(byMs, () => {
        ahead += byMs;
        for (const take of taken) take();
      });
      log.warn({ byMs }, "clock: stepped");
    } catch (error) {
      again = steady() + RETRY_MS;
      log.warn({ err: error, byMs }, "clock: stepped, not followed yet");
    } finally {
      isAdapting = false;
    }
  }

  return {
    onStep: (adapt) => void adapting.push(adapt),
    stepWith: (given) => void (last = given),
    now: () => {
      const time = steady() + ahead;
      const byMs = wall() - time;
      if (Math.abs(byMs) < STEP_MS) {
        ahead += byMs;
        return wall();
      }
      if (!isAdapting && steady() >= again) void follow(byMs);
      return time;
    },
  };
}
