import type { Text3 } from "../kernel/index.ts";

export const ASSIGNMENT_KINDS = ["assigned", "accepted", "en_route", "on_scene", "cleared", "refused", "withdrawn"] as const;
export type AssignmentKind = (typeof ASSIGNMENT_KINDS)[number];

export const ASSIGNMENT_KIND_LABELS: Readonly<Record<AssignmentKind, Text3>> = {
  assigned: { ar: "مكلَّفة", fr: "Affectée", en: "Assigned" },
  accepted: { ar: "قبلت التكليف", fr: "Acceptée", en: "Accepted" },
  en_route: { ar: "في الطريق", fr: "En route", en: "En route" },
  on_scene: { ar: "في المكان", fr: "Sur place", en: "On scene" },
  cleared: { ar: "أنهت المهمة", fr: "Terminée", en: "Cleared" },
  refused: { ar: "رفضت التكليف", fr: "Refusée", en: "Refused" },
  withdrawn: { ar: "سُحب التكليف", fr: "Retirée", en: "Withdrawn" },
};

type Facts = {
  readonly assignmentId: string;
  readonly interventionId: string;
  readonly unitId: string;
  readonly assignedBy: string;
  /** Time at which each step was first reached; a skipped step has no stamp. Never decreasing in the order of the steps. */
  readonly stamps: Readonly<Partial<Record<AssignmentKind, number>>> & { readonly assigned: number };
};

/** One unit sent to one intervention. */
export type Assignment =
  | (Facts & { readonly kind: "assigned" | "accepted" | "en_route" | "on_scene" | "cleared" })
  | (Facts & { readonly kind: "refused"; readonly reason: string })
  | (Facts & { readonly kind: "withdrawn"; readonly reason: string | null });

const STEPS = ["assigned", "accepted", "en_route", "on_scene", "cleared"] as const satisfies readonly AssignmentKind[];

/** Steps that come after a step; none after an end. A step that was skipped gets no stamp once one of these has one. */
export const stepsAfter = (kind: AssignmentKind): readonly ("accepted" | "en_route" | "on_scene" | "cleared")[] =>
  STEPS.flatMap((step, at) => (step !== "assigned" && STEPS.some((each, of) => each === kind && at > of) ? [step] : []));

/** True while the unit is bound by the assignment. */
export const isActive = (kind: AssignmentKind): kind is "assigned" | "accepted" | "en_route" | "on_scene" =>
  kind === "assigned" || kind === "accepted" || kind === "en_route" || kind === "on_scene";

/** Work of an open intervention: its beginning, and the units that were sent to it. Moments in epoch milliseconds. */
type Sent = {
  readonly openedAt: number;
  readonly units: readonly { readonly state: AssignmentKind; readonly endedAt: number | null }[];
};

/**
 * Time since which an open intervention has no unit. Null while a unit is bound to it, and where a unit has cleared: then only the closing is left.
 * Queue, board and status say it by this one rule.
 */
export function withoutUnitSince({ openedAt, units }: Sent): number | null {
  if (units.some(({ state }) => isActive(state) || state === "cleared")) return null;
  return Math.max(openedAt, ...units.map(({ endedAt }) => endedAt ?? openedAt));
}
