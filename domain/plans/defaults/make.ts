import type { Need, Skill, UnitKind } from "../../dispatch/index.ts";
import type { Role } from "../../identity/index.ts";
import { PRIORITIES } from "../../interventions/index.ts";
import type { DefaultPlan, PlanStep, PlanTarget } from "../plan.ts";

/** Need of `count` units of one of these kinds. */
export const units = (kinds: readonly UnitKind[], skill: Skill | null = null, count = 1): Need => ({ kinds, skill, count });

/** A step in the three languages, done by a role; by nobody in particular where none is given. */
export const step = (ar: string, fr: string, en: string, role?: Role): PlanStep => ({
  text: { ar, fr, en },
  who: role === undefined ? null : { kind: "role", role },
});

/** A step that a partner is asked for. */
export const asked = (partner: string, ar: string, fr: string, en: string): PlanStep => ({
  text: { ar, fr, en },
  who: { kind: "partner", partner },
});

type Given = Pick<DefaultPlan, "needs" | "steps"> & Partial<Pick<DefaultPlan, "priorities" | "partners">> & { readonly cameras?: number };

/** A plan for all priorities, unless some are given, with the three nearest cameras. */
export const plan = (target: PlanTarget, { needs, steps, priorities = PRIORITIES, partners = [], cameras = 3 }: Given): DefaultPlan => ({
  target,
  priorities,
  needs,
  steps,
  partners,
  cameras: { kind: "nearest", count: cameras },
});
