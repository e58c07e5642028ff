import { DAY_MS } from "../calendar/index.ts";
import { ok, overlaps, type Interval, type Result } from "../kernel/index.ts";
import { refusedShift, type ShiftRefusal } from "./refusals.ts";

/** A seat at a desk of the room, or a place in the crew of a unit with its vehicle, and the radio that its person carries. */
export type Seat =
  | { readonly kind: "desk"; readonly desk: string }
  | { readonly kind: "crew"; readonly unitId: string; readonly vehicle: string; readonly radio?: string | null };

/** One line of the roster: person, seat and span. */
export type RosterLine = Seat & Interval & { readonly lineId: string; readonly sectorId: string; readonly userId: string };

/** Nobody sits longer, and a line is written down no later after it began. Milliseconds. */
export const LONGEST_SEAT_MS = 24 * 3_600_000;
export const LATEST_NOTE_MS = 12 * 3_600_000;
export const WEEK_MS = 7 * DAY_MS;

/** Two that the roster cannot hold both: one person twice, one desk twice, one vehicle or radio in two units, one unit with two vehicles. */
export function seatConflict(line: RosterLine, other: RosterLine): ShiftRefusal["code"] | null {
  if (line.lineId === other.lineId || !overlaps(line, other)) return null;
  if (line.userId === other.userId) return "roster.person_taken";
  if (line.kind === "desk" && other.kind === "desk")
    return line.sectorId === other.sectorId && line.desk === other.desk ? "roster.desk_taken" : null;
  if (line.kind !== "crew" || other.kind !== "crew") return null;
  if (line.vehicle === other.vehicle && line.unitId !== other.unitId) return "roster.vehicle_taken";
  const radio = line.radio ?? null;
  if (radio !== null && radio === other.radio && line.unitId !== other.unitId) return "roster.radio_taken";
  return line.unitId === other.unitId && line.vehicle !== other.vehicle ? "roster.unit_other_vehicle" : null;
}

/** Takes a line into a roster, or names its collision. */
export function decideSeat(line: RosterLine, held: readonly RosterLine[], at: number): Result<RosterLine, ShiftRefusal> {
  if (line.from >= line.to || line.to - line.from > LONGEST_SEAT_MS) return refusedShift("roster.span_wrong");
  if (line.from < at - LATEST_NOTE_MS) return refusedShift("roster.too_far_back");
  for (const other of held) {
    const code = seatConflict(line, other);
    if (code !== null) return refusedShift(code);
  }
  return ok(line);
}

/** The line as it ends now; who sat there until now stays on the roster for ever. */
export function endSeat(line: RosterLine, at: number): Result<RosterLine, ShiftRefusal> {
  return line.from < at && at < line.to ? ok({ ...line, to: at }) : refusedShift("roster.not_running");
}

/** A line may be taken off only before it begins. */
export const mayRemoveSeat = (line: RosterLine, at: number): Result<RosterLine, ShiftRefusal> =>
  line.from > at ? ok(line) : refusedShift("roster.begun");

/** Roster lines in force at a moment. */
export const seatedAt = (lines: readonly RosterLine[], at: number): RosterLine[] => lines.filter((line) => line.from <= at && at < line.to);

export type CopiedWeek = { readonly taken: readonly RosterLine[]; readonly skipped: number };

/**
 * The lines of the week before `weekFrom`, one week later, each under an id of its own. A line that collides with an existing one, or is
 * past, is left out and counted.
 */
export function copyWeek(
  lines: readonly RosterLine[],
  held: readonly RosterLine[],
  weekFrom: number,
  at: number,
  newId: () => string,
): CopiedWeek {
  const before = lines.filter((line) => line.from >= weekFrom - WEEK_MS && line.from < weekFrom);
  const taken: RosterLine[] = [];
  for (const line of before) {
    const moved = { ...line, lineId: newId(), from: line.from + WEEK_MS, to: line.to + WEEK_MS };
    if (moved.to > at && decideSeat(moved, [...held, ...taken], at).ok) taken.push(moved);
  }
  return { taken, skipped: before.length - taken.length };
}
