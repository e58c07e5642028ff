import type { KeptStep, PlanContent } from "./plan.ts";

type Compared = PlanContent & { readonly retired: boolean };
const PARTS = ["priorities", "needs", "partners", "cameras"] as const;

/** One thing in which a version differs from another. */
export type PlanDifference =
  | { readonly kind: (typeof PARTS)[number] }
  | { readonly kind: "step_added" | "step_removed"; readonly step: KeptStep }
  | { readonly kind: "step_changed"; readonly from: KeptStep; readonly to: KeptStep }
  | { readonly kind: "steps_moved" }
  | { readonly kind: "retired" | "restored" };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const wording = ({ text, who }: KeptStep): unknown => [
  text.ar,
  text.fr,
  text.en,
  who === null ? null : who.kind === "role" ? ["role", who.role] : ["partner", who.partner],
];

function values(content: Compared, part: (typeof PARTS)[number]): unknown {
  if (part === "needs") return content.needs.map(({ kinds, skill, count }) => [[...kinds].toSorted(), skill, count]);
  if (part === "cameras") return content.cameras.kind === "nearest" ? content.cameras.count : content.cameras.cameraIds;
  const named: readonly string[] = content[part];
  return named.toSorted();
}

/** Differences between two versions of a plan, or between two plans; empty if they say the same. */
export function planDifferences(before: Compared, after: Compared): PlanDifference[] {
  const old = new Map(before.steps.map((step) => [step.stepId, step]));
  const now = new Map(after.steps.map((step) => [step.stepId, step]));
  const found: PlanDifference[] = [];
  if (before.retired !== after.retired) found.push({ kind: after.retired ? "retired" : "restored" });
  for (const part of PARTS) if (!same(values(before, part), values(after, part))) found.push({ kind: part });
  for (const step of before.steps) if (!now.has(step.stepId)) found.push({ kind: "step_removed", step });
  for (const step of after.steps) {
    const was = old.get(step.stepId);
    if (was === undefined) found.push({ kind: "step_added", step });
    else if (!same(wording(was), wording(step))) found.push({ kind: "step_changed", from: was, to: step });
  }
  const stayed = (steps: readonly KeptStep[]) => steps.map(({ stepId }) => stepId).filter((id) => old.has(id) && now.has(id));
  if (!same(stayed(before.steps), stayed(after.steps))) found.push({ kind: "steps_moved" });
  return found;
}
