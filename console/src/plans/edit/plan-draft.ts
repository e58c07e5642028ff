import { planContent, type Plan, type PlanContentBody } from "@amaliyat/contract/plans";
import { PRIORITIES } from "@amaliyat/domain/interventions";
import { isPlanTarget, type PlanTarget } from "@amaliyat/domain/plans";

type Step = Omit<PlanContentBody["steps"][number], "stepId"> & {
  readonly stepId: string | null;
  /** Names the line while it is edited. */
  readonly key: string;
};

/** A plan as it is typed; `version` is the one that it was begun on, 0 for a new plan. */
export type PlanDraft = Omit<PlanContentBody, "steps"> & {
  readonly target: PlanTarget | null;
  readonly version: number;
  readonly steps: readonly Step[];
};

const EMPTY: PlanDraft = {
  target: null,
  version: 0,
  priorities: [...PRIORITIES],
  needs: [],
  steps: [],
  partners: [],
  cameras: { kind: "nearest", count: 3 },
};

/** The form of a plan, or an empty one. */
export function draftOf(plan: Plan | null): PlanDraft {
  if (plan === null) return EMPTY;
  const { target, version, priorities, needs, steps, partners, cameras } = plan;
  return { target, version, priorities, needs, partners, cameras, steps: steps.map((step) => ({ ...step, key: step.stepId })) };
}

/** A step of nothing yet; `taken` are the lines that are there. */
export function blankStep(taken: readonly Step[]): Step {
  const number = Math.max(0, ...taken.map(({ key }) => (key.startsWith("new-") ? Number(key.slice(4)) : 0)));
  return { key: `new-${number + 1}`, stepId: null, text: { ar: "", fr: "", en: "" }, who: null };
}

/** True if a stored value is a draft of this form: the room would take it, apart from texts not written yet. */
export function isPlanDraft(value: unknown): value is PlanDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const [target, steps] = [kept.get("target"), kept.get("steps")];
  if (target !== null && !(typeof target === "string" && isPlanTarget(target))) return false;
  if (typeof kept.get("version") !== "number" || !Array.isArray(steps)) return false;
  const keyed = steps.every((step: unknown) => typeof step === "object" && step !== null && "key" in step && typeof step.key === "string");
  const issues = planContent.safeParse(value).error?.issues ?? [];
  return (
    keyed &&
    issues.every(({ path, code }) => (path.includes("text") || path[0] === "priorities" || path[0] === "cameras") && code === "too_small")
  );
}

type Checked =
  | { readonly ok: true; readonly body: ReturnType<typeof planContent.parse> }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

/** The body of the plan, or the paths of the fields that are wrong, such as `steps.0.text.fr` or `target`. */
export function checkDraft(draft: PlanDraft): Checked {
  const parsed = planContent.safeParse(draft);
  const wrong = new Set((parsed.error?.issues ?? []).map(({ path }) => path.join(".")));
  if (draft.target === null) wrong.add("target");
  return parsed.success && wrong.size === 0 ? { ok: true, body: parsed.data } : { ok: false, wrong };
}

/** A list with one of its lines moved by a step; as it was where there is no room. */
export function moved<T>(lines: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const line = lines[from];
  const to = from + by;
  return line === undefined || to < 0 || to >= lines.length ? lines : lines.toSpliced(from, 1).toSpliced(to, 0, line);
}
