import { WAITS, type Waits } from "../dispatch/index.ts";
import { PRIORITIES, type Priority } from "../interventions/index.ts";
import { ok, type Result, type Text3 } from "../kernel/index.ts";
import { refusedShift, type ShiftRefusal } from "./refusals.ts";

/** Waits that the board watches by priority. */
export const WATCHED = ["waiting_unit", "waiting_acceptance", "age"] as const;
export type Watched = (typeof WATCHED)[number];
/** Limits for units and cameras, whatever the priority, and targets of the figures (90 of 100 within). */
const SINGLE = ["unit_silent", "camera_lost", "opened_assigned", "assigned_accepted", "accepted_on_scene", "on_scene_closed"] as const;
/** Limits for a plan of shifts: overlap of two shifts of a sector; hours in a row of a chief and of a seat, and the rest between rows. */
export const PLAN_LIMITS = ["shift_overlap", "chief_longest", "chief_most", "chief_rest"] as const;
export type LimitCode = `${Watched}.${Priority}` | (typeof SINGLE)[number] | (typeof PLAN_LIMITS)[number];
/** Each limit in seconds. */
export type Limits = Readonly<Record<LimitCode, number>>;

/** The limits of a room where nobody has set others. No text prescribes them: they are a proposal of the room. Seconds. */
export const DEFAULT_LIMITS: Limits = {
  "waiting_unit.P1": WAITS.unassigned.P1 / 1000,
  "waiting_unit.P2": WAITS.unassigned.P2 / 1000,
  "waiting_unit.P3": WAITS.unassigned.P3 / 1000,
  "waiting_unit.P4": WAITS.unassigned.P4 / 1000,
  "waiting_acceptance.P1": WAITS.assigned.P1 / 1000,
  "waiting_acceptance.P2": WAITS.assigned.P2 / 1000,
  "waiting_acceptance.P3": WAITS.assigned.P3 / 1000,
  "waiting_acceptance.P4": WAITS.assigned.P4 / 1000,
  "age.P1": 3600,
  "age.P2": 7200,
  "age.P3": 14_400,
  "age.P4": 28_800,
  unit_silent: 300,
  camera_lost: 60,
  opened_assigned: 90,
  assigned_accepted: 60,
  accepted_on_scene: 480,
  on_scene_closed: 3600,
  shift_overlap: 1800,
  chief_longest: 43_200,
  chief_most: 57_600,
  chief_rest: 28_800,
};

export const LIMIT_CODES: readonly LimitCode[] = [
  ...WATCHED.flatMap((watched) => PRIORITIES.map((priority): LimitCode => `${watched}.${priority}`)),
  ...SINGLE,
  ...PLAN_LIMITS,
];

export const LIMIT_LABELS: Readonly<Record<Watched | (typeof SINGLE)[number] | (typeof PLAN_LIMITS)[number], Text3>> = {
  waiting_unit: { ar: "بلا دورية", fr: "Sans patrouille", en: "Without a unit" },
  waiting_acceptance: { ar: "في انتظار قبول الدورية", fr: "En attente d’acceptation", en: "Waiting for acceptance" },
  age: { ar: "مفتوح منذ مدة", fr: "Ouverte depuis longtemps", en: "Open for long" },
  unit_silent: { ar: "دورية صامتة", fr: "Patrouille silencieuse", en: "Silent unit" },
  camera_lost: { ar: "كاميرا مقطوعة", fr: "Caméra perdue", en: "Camera lost" },
  opened_assigned: { ar: "من الفتح إلى التكليف", fr: "De l’ouverture à l’affectation", en: "Opened to assigned" },
  assigned_accepted: { ar: "من التكليف إلى القبول", fr: "De l’affectation à l’acceptation", en: "Assigned to accepted" },
  accepted_on_scene: { ar: "من القبول إلى الوصول", fr: "De l’acceptation à l’arrivée", en: "Accepted to on scene" },
  on_scene_closed: { ar: "من الوصول إلى الغلق", fr: "De l’arrivée à la clôture", en: "On scene to closed" },
  shift_overlap: { ar: "تداخل نوبتين دون سبب", fr: "Chevauchement admis sans motif", en: "Overlap without a reason" },
  chief_longest: { ar: "عمل متواصل دون سبب", fr: "Travail d’affilée admis sans motif", en: "Hours in a row without a reason" },
  chief_most: { ar: "أقصى عمل متواصل لرئيس", fr: "Travail d’affilée maximal d’un chef", en: "Most hours in a row of a chief" },
  chief_rest: { ar: "أدنى راحة بين نوبتين", fr: "Repos minimal entre deux vacations", en: "Least rest between shifts" },
};

/** The waits against which every screen holds a row: the room's limits, and its defaults for steps without one. */
export function waitsUnder(limits: Limits): Waits {
  const of = (watched: "waiting_unit" | "waiting_acceptance") => ({
    P1: limits[`${watched}.P1`] * 1000,
    P2: limits[`${watched}.P2`] * 1000,
    P3: limits[`${watched}.P3`] * 1000,
    P4: limits[`${watched}.P4`] * 1000,
  });
  return { ...WAITS, unassigned: of("waiting_unit"), assigned: of("waiting_acceptance") };
}

/** The longest limit: a week. Seconds. */
export const LONGEST_LIMIT_S = 604_800;

/** Whole seconds from one to a week. */
export function checkLimits(limits: Limits): Result<Limits, ShiftRefusal> {
  const wrong = LIMIT_CODES.find((code) => !Number.isInteger(limits[code]) || limits[code] < 1 || limits[code] > LONGEST_LIMIT_S);
  return wrong === undefined ? ok(limits) : refusedShift("limit.out_of_range", { limit: wrong });
}

/** True if the text names a limit. */
export const isLimitCode = (text: string): text is LimitCode => LIMIT_CODES.some((code) => code === text);
