import type { Priority } from "../interventions/index.ts";

/** Seconds by which a chief would let a unit be later, by reason. */
export type Weights = {
  readonly otherSector: number;
  readonly leavesSectorEmpty: number;
  /** For each hour of work of the last eight. */
  readonly perHourWorked: number;
  /** All hours of work together cost no more than this. */
  readonly mostForWork: number;
};

/**
 * The weights by priority: a policy of the room, not a measurement. A parked car may wait so that a tired crew rests; an armed robbery may
 * not. For P1 all of them together are 30 s. So the unit ranked first is never more than 30 s later than the fastest free one.
 */
export const WEIGHTS: Readonly<Record<Priority, Weights>> = {
  P1: { otherSector: 5, leavesSectorEmpty: 15, perHourWorked: 2, mostForWork: 10 },
  P2: { otherSector: 30, leavesSectorEmpty: 60, perHourWorked: 10, mostForWork: 40 },
  P3: { otherSector: 60, leavesSectorEmpty: 120, perHourWorked: 20, mostForWork: 90 },
  P4: { otherSector: 90, leavesSectorEmpty: 180, perHourWorked: 30, mostForWork: 150 },
};

/** Hours of the past over which the work of a crew counts. */
export const WORK_HOURS = 8;

/** Seconds for the hours that a crew has worked. */
export const workSeconds = (hours: number, { perHourWorked, mostForWork }: Weights): number =>
  Math.round(Math.min(mostForWork, hours * perHourWorked));

export type Span = { readonly from: number; readonly to: number };

/** Hours that spans cover within the last `WORK_HOURS` before a moment; where they overlap it counts once. Times in milliseconds. */
export function hoursWorked(spans: readonly Span[], at: number): number {
  let [worked, until] = [0, at - WORK_HOURS * 3_600_000];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const [begun, ended] = [Math.max(from, until), Math.min(to, at)];
    if (ended <= begun) continue;
    worked += ended - begun;
    until = ended;
  }
  return worked / 3_600_000;
}
