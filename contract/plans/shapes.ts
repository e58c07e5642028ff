import { ROLES } from "@amaliyat/domain/identity";
import { isPlanTarget, MOST_CAMERAS, MOST_NEEDS, MOST_STEPS, type PlanTarget } from "@amaliyat/domain/plans";
import { PARTNER_KINDS } from "@amaliyat/domain/partners";
import { z } from "zod";
import { need } from "../dispatch/shapes.ts";
import { priority } from "../interventions/codes.ts";
import { partnerKind } from "../partners/codes.ts";
import { id, instant, text3 } from "../route/fields.ts";

/** The code of a sub-category or of a whole category. */
export const planTarget = z.string().refine((text): text is PlanTarget => isPlanTarget(text), "no category and no sub-category");

export const stepWho = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("role"), role: z.enum(ROLES) }),
  z.object({ kind: z.literal("partner"), partner: partnerKind }),
]);
export const planStep = z.object({ stepId: id, text: text3, who: stepWho.nullable() });
export type PlanStep = z.output<typeof planStep>;

export const cameraRule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("nearest"), count: z.number().int().min(0).max(MOST_CAMERAS) }),
  z.object({ kind: z.literal("named"), cameraIds: z.array(id).min(1).max(MOST_CAMERAS) }),
]);

/** Content of a plan; a step without an id is a new one. */
export const planContent = z.object({
  priorities: z.array(priority).min(1).max(4),
  needs: z.array(need).max(MOST_NEEDS),
  steps: z.array(planStep.extend({ stepId: id.nullable().default(null) })).max(MOST_STEPS),
  partners: z.array(partnerKind).max(PARTNER_KINDS.length),
  cameras: cameraRule,
});
export type PlanContentBody = z.input<typeof planContent>;

/** One version of a plan. `by` is null for the room's own initial plans. */
export const plan = planContent.extend({
  planId: id,
  target: planTarget,
  version: z.number().int(),
  retired: z.boolean(),
  at: instant,
  by: z.string().nullable(),
  steps: z.array(planStep),
});
export type Plan = z.output<typeof plan>;

/** A step as it stands on a card; `mark` says who did it or took it back, and when; null where nobody has touched it. */
export const checklistStep = planStep.extend({ mark: z.object({ done: z.boolean(), at: instant, by: z.string() }).nullable() });
export type ChecklistStep = z.output<typeof checklistStep>;

/** The plan that an intervention works by, and the one that fits better by now; each null where there is none. */
export const checklist = z.object({
  inUse: plan.extend({ steps: z.array(checklistStep), takenBy: z.string().nullable() }).nullable(),
  fits: plan.nullable(),
});
export type Checklist = z.output<typeof checklist>;
