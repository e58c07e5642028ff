import { refuse, type Refusal, type Result } from "../kernel/index.ts";

/** Codes of `contract/errors/shifts.json` that these rules refuse with. */
export const SHIFT_REFUSALS = [
  "shift.changed_meanwhile",
  "shift.wrong_state",
  "shift.span_wrong",
  "shift.name_missing",
  "shift.too_early",
  "shift.too_late",
  "shift.not_its_chief",
  "shift.not_signed_by_you",
  "shift.same_person",
  "shift.log_changed",
  "shift.reason_missing",
  "shift.overlaps",
  "shift.chief_elsewhere",
  "shift.long_row",
  "shift.beyond_most",
  "roster.span_wrong",
  "roster.too_far_back",
  "roster.person_taken",
  "roster.desk_taken",
  "roster.vehicle_taken",
  "roster.unit_other_vehicle",
  "roster.radio_taken",
  "roster.long_row",
  "roster.not_running",
  "roster.begun",
  "limit.out_of_range",
] as const;
export type ShiftRefusal = Refusal<(typeof SHIFT_REFUSALS)[number]>;

/** A refusal with its params. */
export const refusedShift = (code: ShiftRefusal["code"], params?: ShiftRefusal["params"]): Result<never, ShiftRefusal> =>
  refuse(params === undefined ? { code } : { code, params });
