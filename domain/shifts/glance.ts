import { INTERVALS, type IntervalCode } from "./intervals.ts";
import { isLimitCode, type Limits } from "./limits.ts";

/** One hour of the room: what came, and how many sat for it at its middle. `from` in epoch milliseconds. */
export type LoadHour = {
  readonly from: number;
  readonly opened: number;
  readonly calls: number;
  /** Seats at desks, and seats in crews. */
  readonly desks: number;
  readonly crews: number;
};

/** A step in one sector: 90 of 100 took no longer than `p90`, s; null without a sample. */
export type SectorStep = {
  readonly sectorId: string;
  readonly interval: IntervalCode;
  readonly sample: number;
  readonly p90: number | null;
};

/** State of the moment. */
export type Standing = {
  /** Open interventions beyond a limit, and all of them. */
  readonly late: number;
  readonly open: number;
  readonly silent: number;
};

/** A sentence about the last day, as its kind and the figures in it. Seconds. */
export type Sentence =
  | { readonly kind: "quiet" }
  | {
      readonly kind: "load";
      readonly opened: number;
      readonly calls: number;
      /** The hour with most to do, epoch ms; its work, and the seats taken in it. */
      readonly peakFrom: number;
      readonly atPeak: number;
      readonly seats: number;
    }
  | { readonly kind: "unmeasured" }
  | { readonly kind: "in_time"; readonly sample: number }
  | {
      readonly kind: "slow";
      readonly sectorId: string;
      readonly interval: IntervalCode;
      readonly p90: number;
      readonly target: number;
      /** Further steps beyond their target. */
      readonly others: number;
    }
  | ({ readonly kind: "pressing" } & Standing)
  | { readonly kind: "calm"; readonly open: number };

/** Target of a step, s; null where the room aims at none. */
export const stepTarget = (limits: Limits, interval: IntervalCode): number | null => (isLimitCode(interval) ? limits[interval] : null);

/** Steps that have a target, in their order. */
export const AIMED: readonly IntervalCode[] = INTERVALS.filter((interval) => isLimitCode(interval));

const workOf = ({ opened, calls }: LoadHour): number => opened + calls;

function loadSentence(hours: readonly LoadHour[]): Sentence {
  const [first, ...others] = hours.filter((hour) => workOf(hour) > 0);
  if (first === undefined) return { kind: "quiet" };
  // Of two alike the later one: it is fresher in mind.
  const peak = others.reduce((most, hour) => (workOf(hour) >= workOf(most) ? hour : most), first);
  const sum = (of: "opened" | "calls"): number => hours.reduce((all, hour) => all + hour[of], 0);
  const seats = peak.desks + peak.crews;
  return { kind: "load", opened: sum("opened"), calls: sum("calls"), peakFrom: peak.from, atPeak: workOf(peak), seats };
}

/** The step that lies farthest beyond its target, as a multiple of it. */
function stepsSentence(steps: readonly SectorStep[], limits: Limits): Sentence {
  const measured = steps.flatMap(({ sectorId, interval, sample, p90 }) => {
    const target = stepTarget(limits, interval);
    return p90 === null || target === null || sample === 0 ? [] : [{ sectorId, interval, sample, p90, target }];
  });
  if (measured.length === 0) return { kind: "unmeasured" };
  const [slowest, ...others] = measured.filter(({ p90, target }) => p90 > target).toSorted((a, b) => b.p90 / b.target - a.p90 / a.target);
  if (slowest === undefined) return { kind: "in_time", sample: measured.reduce((all, { sample }) => all + sample, 0) };
  const { sectorId, interval, p90, target } = slowest;
  return { kind: "slow", sectorId, interval, p90, target, others: others.length };
}

const standingSentence = (standing: Standing): Sentence =>
  standing.late > 0 || standing.silent > 0 ? { kind: "pressing", ...standing } : { kind: "calm", open: standing.open };

/** Three sentences made from the figures: the load, the steps against their targets, and how things stand now. */
export const glanceSentences = (
  hours: readonly LoadHour[],
  steps: readonly SectorStep[],
  limits: Limits,
  standing: Standing,
): readonly [Sentence, Sentence, Sentence] => [loadSentence(hours), stepsSentence(steps, limits), standingSentence(standing)];
