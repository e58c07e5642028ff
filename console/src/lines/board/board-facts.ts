import type { CallRow, TakerShown, Wallboard } from "@amaliyat/contract/calls";
import { ALGIERS_OFFSET_MS } from "@amaliyat/domain/calendar";
import { waitsOn } from "../../calls/index.ts";

export type WallLine = Wallboard["lines"][number];

/** Waiting callers of a line now, from the lists shown beside it. `oldest` in ms since the epoch, null if nobody waits. */
export type LineWaits = { readonly count: number; readonly oldest: number | null; readonly toCallBack: number };

export const lineWaits = (line: string, open: readonly CallRow[], asked: readonly CallRow[]): LineWaits => ({
  ...waitsOn(line, open),
  toCallBack: asked.filter((row) => row.line === line).length,
});

/** Longest wait by now, in seconds; null if nobody waits. */
export const waitNow = ({ oldest }: Pick<LineWaits, "oldest">, now: number): number | null =>
  oldest === null ? null : Math.max(0, now - oldest) / 1000;

/** Within how many seconds a call of the line is to be answered at the soonest; null where nothing is set. */
export const soonest = ({ targets }: Pick<WallLine, "targets">): number | null =>
  targets.length === 0 ? null : Math.min(...targets.map(({ withinS }) => withinS));

/** Need for action on a line: a wait is longer than the shortest target, or a target of the day is missed. */
export type LineState = "calm" | "waits_long" | "missed";

export function lineState(line: Pick<WallLine, "targets">, waitS: number | null): LineState {
  const limit = soonest(line);
  if (waitS !== null && limit !== null && waitS > limit) return "waits_long";
  return line.targets.some(({ met }) => met === false) ? "missed" : "calm";
}

/** Totals of all lines since the day began. A share is weighted by its own base: answered, abandoned, overflowed. */
export function totalsOf(lines: readonly WallLine[]) {
  const sum = (of: (line: WallLine) => number): number => lines.reduce((before, line) => before + of(line), 0);
  const counted = (line: WallLine): number => line.answered + line.abandoned + line.overflowed;
  const share = (of: "within15" | "within20"): number | null => {
    const told = lines.filter((line) => line[of] !== null);
    const whole = told.reduce((before, line) => before + counted(line), 0);
    return whole === 0 ? null : told.reduce((before, line) => before + (line[of] ?? 0) * counted(line), 0) / whole;
  };
  return {
    calls: sum(({ calls }) => calls),
    abandoned: sum(({ abandoned }) => abandoned),
    within15: share("within15"),
    within20: share("within20"),
  };
}

export type HourBar = { readonly hour: number; readonly calls: number; readonly isNow: boolean };

const HOUR_MS = 3_600_000;
export const hourOf = (at: number): number => Math.floor((at + ALGIERS_OFFSET_MS) / HOUR_MS) % 24;

/** The last hours of the day so far, the present one included; an hour in which nobody rang has a bar of nothing. */
export function hourBars(hours: Wallboard["hours"], now: number, limit: number): readonly HourBar[] {
  const present = hourOf(now);
  const first = Math.max(0, present - limit + 1);
  return Array.from({ length: present - first + 1 }, (_, nth) => {
    const hour = first + nth;
    return { hour, calls: hours.find((one) => one.hour === hour)?.calls ?? 0, isNow: hour === present };
  });
}

/** The step of an axis of three steps that holds the highest bar: a whole number that is easily counted on. */
export function axisStep(highest: number): number {
  const least = Math.max(1, highest / 3);
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 1.5, 2, 3, 5, 10].find((each) => each * power >= least && Number.isInteger(each * power)) ?? 10) * power;
}

export type Seat = { readonly taker: TakerShown; readonly call: CallRow | undefined };

/** Order of call-takers: at work, then paused, then absent; by extension within each group. */
const rank = ({ here, state }: TakerShown): number => (!here || state.kind === "off" ? 2 : state.kind === "paused" ? 1 : 0);

/** The call that a person has, or is to call back. */
export const callOfTaker = ({ state }: TakerShown, calls: readonly CallRow[]): CallRow | undefined =>
  "callId" in state ? calls.find(({ callId }) => callId === state.callId) : undefined;

/** Call-takers in order, each with its call. */
export const seatsOf = (takers: readonly TakerShown[], calls: readonly CallRow[]): readonly Seat[] =>
  takers
    .toSorted((a, b) => rank(a) - rank(b) || a.extension.localeCompare(b.extension, "en", { numeric: true }))
    .map((taker) => ({ taker, call: callOfTaker(taker, calls) }));

/** Number of call-takers present. */
export const hereOf = (takers: readonly TakerShown[]): number => takers.filter((taker) => rank(taker) < 2).length;
