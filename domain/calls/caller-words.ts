import { moreUrgent, type Priority } from "../interventions/index.ts";
import { natureLabels, type NatureCode, type OutsideNatureCode } from "./natures.ts";
import { tellsOfAnswer } from "./trees/tells.ts";
import type { QuestionTree, TreeStep } from "./triage.ts";

// Words of a call for the crews, in the language of the room's notes: the crews read what the call-taker was answered.

/** Facts of a call that crews are told. */
export type CallerTold = {
  readonly nature: NatureCode | OutsideNatureCode | null;
  /** True if the caller answered by keys that speaking is impossible. */
  readonly cannotSpeak: boolean;
  readonly tree: QuestionTree | null;
  readonly steps: readonly TreeStep[];
};

export const CANNOT_SPEAK_WORDS = "المتصل لا يستطيع الكلام";

/** A question with its answer, in words; nothing for a step that the tree does not have. */
function sentence(tree: QuestionTree | null, { questionId, answerId }: TreeStep): readonly string[] {
  const question = tree?.questions.find(({ id }) => id === questionId);
  const answer = question?.answers.find(({ id }) => id === answerId);
  return question === undefined || answer === undefined ? [] : [`${question.text.ar} ${answer.text.ar}`];
}

/** All that a call amounts to: its nature and the questions with their answers. */
export function callerWords({ nature, cannotSpeak, tree, steps }: CallerTold): string {
  const told = steps.flatMap((step) => sentence(tree, step));
  return [...(nature === null ? [] : [natureLabels(nature).ar]), ...(cannotSpeak ? [CANNOT_SPEAK_WORDS] : []), ...told].join(". ");
}

/**
 * Words of the last answer of an interview for the crews, by the priority of the call before and after it. An answer that makes the call more
 * urgent brings all that was said before. One that tells danger, or adds points, brings itself; null for every other one.
 */
export function newsOfAnswer(told: CallerTold, before: Priority | null, after: Priority): string | null {
  const last = told.steps.at(-1);
  if (last === undefined) return null;
  if (before === null || moreUrgent(before, after) !== before) return callerWords(told);
  const question = told.tree?.questions.find(({ id }) => id === last.questionId);
  const points = question?.answers.find(({ id }) => id === last.answerId)?.points ?? 0;
  const isDanger = told.tree !== null && tellsOfAnswer(told.tree, last) !== null;
  return points > 0 || isDanger ? sentence(told.tree, last).join("") : null;
}
