import { DAY_MS } from "../calendar/index.ts";
import { ok, overlaps, type Interval, type Result, type Text3 } from "../kernel/index.ts";
import { judgeSeatRow, type PlanLimits } from "./plan-rules.ts";
import { refusedShift, type ShiftRefusal } from "./refusals.ts";

/** A seat at a desk of the room, or a place in the crew of a unit with its vehicle, and the radio that its person carries. */
export type Seat =
  | { readonly kind: "desk"; readonly desk: string }
  | { readonly kind: "crew"; readonly unitId: string; readonly vehicle: string; readonly radio?: string | null };

/** One line of the roster: person, seat and span. */
export type RosterLine = Seat & Interval & { readonly lineId: string; readonly sectorId: string; readonly userId: string };

/** Course of a line at the time of a question. The database judges it, by the rule that finds those who speak for a unit. */
export const SEAT_STATES = ["later", "running", "over"] as const;
export type SeatState = (typeof SEAT_STATES)[number];

/** A line of the roster with its state and the time at which a person ended it. An early end and a move leave its planned span as it is. */
export type HeldLine = RosterLine & {
  readonly state: SeatState;
  readonly endedAt: number | null;
  readonly plannedFrom: number;
  readonly plannedTo: number;
};

/** State of a line at `at`, from its state when it was read. A seat that runs, by a clock that was ahead, may begin later by its times. */
export function stateSince({ state, from, to }: Interval & { readonly state: SeatState }, at: number): SeatState {
  if (state === "over" || to <= at) return "over";
  return state === "running" || from <= at ? "running" : "later";
}

/** Lines as they count at a time. A line that was ended by a clock ahead counts as ended at it, and holds no hour to come. */
export const countedAt = (lines: readonly HeldLine[], at: number): HeldLine[] =>
  lines.map((line) => (line.endedAt === null ? line : { ...line, to: Math.min(line.to, at) })).filter(({ from, to }) => from < to);

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

/**
 * The line as it ends now; who sat there until now stays on the roster for ever. A seat that began by a clock ahead is written as begun just
 * before.
 */
export function endSeat(line: HeldLine, at: number): Result<HeldLine, ShiftRefusal> {
  if (line.state !== "running") return refusedShift("roster.not_running");
  return ok({ ...line, state: "over", from: Math.min(line.from, at - 1), to: at, endedAt: at });
}

/** A line may be taken off only before it begins. */
export const mayRemoveSeat = (line: HeldLine): Result<HeldLine, ShiftRefusal> =>
  line.state === "later" ? ok(line) : refusedShift("roster.begun");

/** A line in the roster of another sector, and the line of the hours until then; null if there are none. `from` is the sector that it left. */
export type MovedLine = { readonly from: string; readonly left: HeldLine | null; readonly goesOn: HeldLine };

/** Moves a line with its unit. A seat that runs is two lines since: its hours until now stay in the roster of the sector that it left. */
export function moveLine(line: HeldLine, sectorId: string, { at, lineId }: { readonly at: number; readonly lineId: string }): MovedLine {
  const from = line.sectorId;
  if (line.state !== "running" || line.from >= at) return { from, left: null, goesOn: { ...line, sectorId } };
  return { from, left: { ...line, state: "over", to: at, endedAt: at }, goesOn: { ...line, lineId, sectorId, from: at } };
}

/** Roster lines in force at a moment. */
export const seatedAt = (lines: readonly RosterLine[], at: number): RosterLine[] => lines.filter((line) => line.from <= at && at < line.to);

/** Causes for which a seat of the week before is not copied. */
export const LEFT_CAUSES = [
  "past",
  "person_unfit",
  "unit_gone",
  "person_taken",
  "desk_taken",
  "vehicle_taken",
  "unit_other_vehicle",
  "radio_taken",
  "long_row",
] as const;
export type LeftCause = (typeof LEFT_CAUSES)[number];

export const LEFT_CAUSE_LABELS: Readonly<Record<LeftCause, Text3>> = {
  past: { ar: "فات وقته", fr: "L’heure est passée", en: "Its time is over" },
  person_unfit: {
    ar: "لم يعد الشخص معيّنا لهذا المكان",
    fr: "La personne n’est plus désignée pour cette place",
    en: "The person is not designated for it any more",
  },
  unit_gone: {
    ar: "أُلغيت الدورية أو غادرت القطاع",
    fr: "La patrouille est supprimée ou a quitté le secteur",
    en: "The unit was retired or left the sector",
  },
  person_taken: {
    ar: "للشخص مكان آخر في هذا الوقت",
    fr: "La personne a une autre place à cette heure",
    en: "The person has another seat at that time",
  },
  desk_taken: { ar: "المكتب مشغول في هذا الوقت", fr: "Le poste est occupé à cette heure", en: "The desk is taken at that time" },
  vehicle_taken: { ar: "المركبة مع دورية أخرى", fr: "Le véhicule est à une autre patrouille", en: "The vehicle is with another unit" },
  unit_other_vehicle: {
    ar: "للدورية مركبة أخرى في هذا الوقت",
    fr: "La patrouille a un autre véhicule à cette heure",
    en: "The unit has another vehicle at that time",
  },
  radio_taken: { ar: "اللاسلكي مع دورية أخرى", fr: "La radio est à une autre patrouille", en: "The radio is with another unit" },
  long_row: {
    ar: "ساعات متواصلة فوق الحد: أضف المكان مع ذكر السبب",
    fr: "Trop d’heures d’affilée : ajoutez la place avec un motif",
    en: "Too many hours in a row: add the seat with a reason",
  },
};

/** A seat that was not copied, as it would stand in the new week, and the cause. */
export type LeftSeat = { readonly line: RosterLine; readonly cause: LeftCause };
export type CopiedWeek = { readonly taken: readonly RosterLine[]; readonly left: readonly LeftSeat[] };

/**
 * Lines of the week before `weekFrom` as they were planned, one week later and in their order, each still under the id of its source. Parts of
 * one planned seat are one.
 */
export function weekLater(lines: readonly HeldLine[], weekFrom: number): RosterLine[] {
  const planned = new Map<string, RosterLine>();
  for (const { state: _state, endedAt: _endedAt, plannedFrom, plannedTo, ...line } of lines.toSorted(
    (one, other) => one.from - other.from,
  )) {
    if (plannedFrom < weekFrom - WEEK_MS || plannedFrom >= weekFrom) continue;
    const key = JSON.stringify([line.userId, plannedFrom, plannedTo, line.kind === "desk" ? line.desk : line.unitId]);
    if (!planned.has(key)) planned.set(key, { ...line, from: plannedFrom + WEEK_MS, to: plannedTo + WEEK_MS });
  }
  return [...planned.values()].toSorted((one, other) => one.from - other.from);
}

const CAUSE_OF: Partial<Record<ShiftRefusal["code"], LeftCause>> = {
  "roster.person_taken": "person_taken",
  "roster.desk_taken": "desk_taken",
  "roster.vehicle_taken": "vehicle_taken",
  "roster.unit_other_vehicle": "unit_other_vehicle",
  "roster.radio_taken": "radio_taken",
};

/** Cause for which a line is not copied into a roster; null if it may be. A row over the limit is not: it needs a reason of its own. */
export function leftCause(line: RosterLine, held: readonly RosterLine[], limits: PlanLimits, at: number): LeftCause | null {
  if (line.to <= at) return "past";
  const decided = decideSeat(line, held, at);
  if (!decided.ok) return CAUSE_OF[decided.error.code] ?? "past";
  const own = held.filter(({ userId }) => userId === line.userId);
  return judgeSeatRow(line, own, limits, null).ok ? null : "long_row";
}

/**
 * Copies the lines of a week, in their order: each is judged against the roster and the lines before it. `unfit` holds those whose person or
 * unit may not sit there any more.
 */
export function copyWeek(
  later: readonly RosterLine[],
  held: readonly RosterLine[],
  unfit: ReadonlyMap<RosterLine, LeftCause>,
  { limits, at }: { readonly limits: PlanLimits; readonly at: number },
): CopiedWeek {
  const taken: RosterLine[] = [];
  const left: LeftSeat[] = [];
  for (const line of later) {
    const cause = unfit.get(line) ?? leftCause(line, [...held, ...taken], limits, at);
    if (cause === null) taken.push(line);
    else left.push({ line, cause });
  }
  return { taken, left };
}
