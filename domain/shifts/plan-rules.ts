import { isSaid, ok, type Interval, type Result } from "../kernel/index.ts";
import type { Limits } from "./limits.ts";
import { refusedShift, type ShiftRefusal } from "./refusals.ts";

/** A shift beside which another is planned. `from` and `to` are as it was worked, where it was. */
export type HeldShift = Interval & {
  readonly shiftId: string;
  readonly sectorId: string;
  readonly name: string;
  readonly chief: string;
  readonly isOver: boolean;
};

type Planned = Interval & { readonly shiftId: string; readonly sectorId: string; readonly chief: string };
export type PlanLimits = Pick<Limits, "shift_overlap" | "chief_longest" | "chief_most" | "chief_rest">;

const HOUR_S = 3600;
const overlapMs = (one: Interval, other: Interval): number => Math.min(one.to, other.to) - Math.max(one.from, other.from);

/** Working time in a row with this span, in seconds. Spans with less than the rest between them are one row. */
export function rowS(planned: Interval, own: readonly Interval[], restS: number): number {
  let row: Interval = planned;
  let worked = 0;
  for (let grown = true; grown;) {
    const parts = [planned, ...own.filter((one) => one.from - row.to < restS * 1000 && row.from - one.to < restS * 1000)];
    const next = { from: Math.min(...parts.map(({ from }) => from)), to: Math.max(...parts.map(({ to }) => to)) };
    grown = next.from !== row.from || next.to !== row.to;
    row = next;
    worked = unionMs(parts);
  }
  return worked / 1000;
}

/** Working time of a chief in a row with this shift, in seconds. */
export const inARowS = (planned: Planned, held: readonly HeldShift[], restS: number): number =>
  rowS(
    planned,
    held.filter(({ chief }) => chief === planned.chief),
    restS,
  );

/** The length of a union of spans. */
function unionMs(parts: readonly Interval[]): number {
  let [sum, end] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of parts.toSorted((one, other) => one.from - other.from)) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}

/** Finds the first rule that a person must overrule with a reason before the shift is planned so; null if there is none. */
function toConfirm(planned: Planned, others: readonly HeldShift[], limits: PlanLimits): ShiftRefusal | null {
  const current = others.filter(({ isOver }) => !isOver);
  const beside = current.find((one) => one.sectorId === planned.sectorId && overlapMs(one, planned) > limits.shift_overlap * 1000);
  if (beside !== undefined) return { code: "shift.overlaps", params: { name: beside.name } };
  const elsewhere = current.find(
    (one) => one.chief === planned.chief && one.sectorId !== planned.sectorId && overlapMs(one, planned) > limits.shift_overlap * 1000,
  );
  if (elsewhere !== undefined) return { code: "shift.chief_elsewhere", params: { name: elsewhere.name, sector: elsewhere.sectorId } };
  const workedS = inARowS(planned, others, limits.chief_rest);
  if (workedS <= limits.chief_longest) return null;
  return { code: "shift.long_row", params: { hours: Math.round(workedS / HOUR_S), most: Math.round(limits.chief_longest / HOUR_S) } };
}

/**
 * Judges a plan against the plans beside it, by the rules of the room. A row beyond the most is refused. An overlap in the sector, a chief
 * in two sectors and a long row are taken with a reason.
 */
export function judgePlan(
  planned: Planned,
  held: readonly HeldShift[],
  limits: PlanLimits,
  anyway: string | null,
): Result<ShiftRefusal["code"] | null, ShiftRefusal> {
  const others = held.filter(({ shiftId }) => shiftId !== planned.shiftId);
  const workedS = inARowS(planned, others, limits.chief_rest);
  if (workedS > limits.chief_most)
    return refusedShift("shift.beyond_most", { hours: Math.round(workedS / HOUR_S), most: Math.round(limits.chief_most / HOUR_S) });
  const asked = toConfirm(planned, others, limits);
  if (asked === null) return ok(null);
  return isSaid(anyway) ? ok(asked.code) : refusedShift(asked.code, asked.params);
}

/**
 * Judges a seat against the other seats of its person. A row over the limit is taken with a reason: an emergency is no time to refuse hands.
 * Returns true if a reason was needed.
 */
export function judgeSeatRow(
  seat: Interval,
  own: readonly Interval[],
  limits: PlanLimits,
  anyway: string | null,
): Result<boolean, ShiftRefusal> {
  const workedS = rowS(seat, own, limits.chief_rest);
  if (workedS <= limits.chief_longest) return ok(false);
  if (isSaid(anyway)) return ok(true);
  return refusedShift("roster.long_row", { hours: Math.round(workedS / HOUR_S), most: Math.round(limits.chief_longest / HOUR_S) });
}
