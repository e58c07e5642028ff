import type { Need } from "../dispatch/index.ts";
import type { Role } from "../identity/index.ts";
import { isCategory, isSubcategory, type CategoryCode, type Priority, type SubcategoryCode } from "../interventions/index.ts";
import type { Text3 } from "../kernel/index.ts";

/** Target of a plan: one sub-category, or a whole category. It never changes; another target is another plan. */
export type PlanTarget = CategoryCode | SubcategoryCode;

/** True if the text is the code of a category or a sub-category. */
export const isPlanTarget = (code: string): code is PlanTarget => isCategory(code) || isSubcategory(code);

/** Role that does a step: of the room or the patrol, or a partner by its kind of body. */
export type StepWho = { readonly kind: "role"; readonly role: Role } | { readonly kind: "partner"; readonly partner: string };

export type PlanStep = { readonly text: Text3; readonly who: StepWho | null };
/** A step keeps its id from version to version, so that its tick stays. */
export type KeptStep = PlanStep & { readonly stepId: string };

/** Cameras to show: the nearest ones (`count` 0: none), or some by their ids. */
export type CameraRule =
  | { readonly kind: "nearest"; readonly count: number }
  | { readonly kind: "named"; readonly cameraIds: readonly string[] };

export type PlanContent<Step extends PlanStep = KeptStep> = {
  readonly priorities: readonly Priority[];
  readonly needs: readonly Need[];
  readonly steps: readonly Step[];
  /** Kinds of partner to tell. */
  readonly partners: readonly string[];
  readonly cameras: CameraRule;
};

/** A plan as the room brings it along. */
export type DefaultPlan = PlanContent<PlanStep> & { readonly target: PlanTarget };

export const MOST_STEPS = 30;
export const MOST_NEEDS = 8;
export const MOST_CAMERAS = 6;
