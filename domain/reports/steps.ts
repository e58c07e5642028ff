import type { Text3 } from "../kernel/index.ts";
import type { ReportEnd, ReportState } from "./state.ts";

/** Facts of a report's course, of its own and of the intervention that it is part of. Times in ms since the epoch. */
export type ReportCourse = {
  readonly state: ReportState;
  readonly receivedAt: number;
  readonly readAt: number | null;
  readonly onTheWayAt: number | null;
  readonly onSceneAt: number | null;
  readonly endedAt: number | null;
  readonly end: ReportEnd | null;
};

/** The steps shown to a citizen, in their order. */
export const REPORT_STEPS = ["received", "read", "on_the_way", "on_scene", "ended"] as const;
export type ReportStep = (typeof REPORT_STEPS)[number];

export const REPORT_STEP_LABELS: Readonly<Record<ReportStep, Text3>> = {
  received: { ar: "وصل تبليغك", fr: "Signalement reçu", en: "Your report has arrived" },
  read: { ar: "قرأته القاعة", fr: "Lu par la salle", en: "Read by the room" },
  on_the_way: { ar: "دورية في الطريق", fr: "Patrouille en route", en: "A patrol is on its way" },
  on_scene: { ar: "الدورية في المكان", fr: "Patrouille sur place", en: "The patrol is there" },
  ended: { ar: "انتهى", fr: "Terminé", en: "Ended" },
};

export type StepTold = { readonly step: ReportStep; readonly at: number | null };

/**
 * Steps shown to the citizen, honestly: a step that was skipped and can no longer come is left out, a coming one has no time. No patrol is
 * promised: its steps appear only once one was on its way.
 */
export function stepsOf(course: ReportCourse): StepTold[] {
  const isOver = course.state === "withdrawn" || course.endedAt !== null;
  const steps: StepTold[] = [{ step: "received", at: course.receivedAt }];
  if (course.readAt !== null || !isOver) steps.push({ step: "read", at: course.readAt });
  if (course.onTheWayAt !== null) steps.push({ step: "on_the_way", at: course.onTheWayAt });
  if (course.onSceneAt !== null || (course.onTheWayAt !== null && !isOver)) steps.push({ step: "on_scene", at: course.onSceneAt });
  steps.push({ step: "ended", at: course.endedAt });
  return steps;
}
