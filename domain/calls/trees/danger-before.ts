import type { QuestionTree, TreeStep } from "../triage.ts";
import { dangerTold, tellsOfAnswer, type DangerTold } from "./tells.ts";

/** Questions of one nature that a caller was asked, with all answers in the order in which they were given. */
export type Interviewed = { readonly tree: QuestionTree; readonly given: readonly TreeStep[] };

/** Danger of an earlier interview, with the answers that tell it in the order of the questions. */
export type DangerBefore = DangerTold & { readonly tree: QuestionTree; readonly steps: readonly TreeStep[] };

type Now = { readonly nature: string | null; readonly steps: readonly TreeStep[] };

/**
 * Danger that was answered before the nature changed, or an earlier question was answered again, and not answered otherwise since. `held` are
 * all interviews of a call in order, `now` is the one that stands.
 */
export function dangerBefore(held: readonly Interviewed[], now: Now): readonly DangerBefore[] {
  return held.flatMap(({ tree, given }, nth) => {
    const { nature } = tree;
    const later = held.slice(nth + 1).flatMap((one) => (one.tree.nature === nature ? one.given : []));
    const since = [...later, ...(now.nature === nature ? now.steps : [])];
    const left = given.filter(({ questionId }, place) =>
      [...given.slice(place + 1), ...since].every((other) => other.questionId !== questionId),
    );
    const asked = tree.questions.flatMap(({ id }) => left.filter(({ questionId }) => questionId === id));
    const steps = asked.filter((step) => tellsOfAnswer(tree, step) !== null);
    return steps.length === 0 ? [] : [{ ...dangerTold(tree, steps), tree, steps }];
  });
}
