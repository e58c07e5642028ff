import { moreUrgent, type Priority } from "../../interventions/index.ts";
import { answered, priorityOfScore, type QuestionTree, type TreeStep } from "../triage.ts";
import { dangerTold, tellsOfAnswer, type DangerTold } from "./tells.ts";

/** Questions of one nature that a caller was asked, with all answers in the order in which they were given. */
export type Interviewed = { readonly tree: QuestionTree; readonly given: readonly TreeStep[] };

/** Danger of an earlier interview, with the answers that tell it in the order of the questions, and the most urgent priority that they gave. */
type DangerBefore = DangerTold & { readonly tree: QuestionTree; readonly steps: readonly TreeStep[]; readonly priority: Priority | null };

type Now = { readonly nature: string | null; readonly steps: readonly TreeStep[] };

const keyOf = ({ nature }: QuestionTree, { questionId }: TreeStep): string => `${nature}.${questionId}`;

function pointsOf({ questions }: QuestionTree, { questionId, answerId }: TreeStep): number {
  return questions.find(({ id }) => id === questionId)?.answers.find(({ id }) => id === answerId)?.points ?? 0;
}

/**
 * The most urgent priority that each answered question took part in, by its key. The points of answers behind one another give a priority; an
 * answer that was given otherwise since has none.
 */
function prioritiesGiven(held: readonly Interviewed[]): ReadonlyMap<string, Priority> {
  const last = new Map(held.flatMap(({ tree, given }) => given.map((step) => [keyOf(tree, step), step.answerId] as const)));
  const worst = new Map<string, Priority>();
  for (const { tree, given } of held) {
    let steps: readonly TreeStep[] = [];
    for (const step of given) {
      steps = answered(steps, step);
      const standing = steps.filter((one) => last.get(keyOf(tree, one)) === one.answerId);
      const priority = priorityOfScore(standing.reduce((sum, one) => sum + pointsOf(tree, one), 0));
      for (const key of standing.map((one) => keyOf(tree, one))) worst.set(key, moreUrgent(priority, worst.get(key) ?? null));
    }
  }
  return worst;
}

/**
 * Danger that was answered before the nature changed, or an earlier question was answered again, and not answered otherwise since. `held` are
 * all interviews of a call in order, `now` is the one that stands.
 */
export function dangerBefore(held: readonly Interviewed[], now: Now): readonly DangerBefore[] {
  const priorities = prioritiesGiven(held);
  return held.flatMap(({ tree, given }, nth) => {
    const { nature } = tree;
    const later = held.slice(nth + 1).flatMap((one) => (one.tree.nature === nature ? one.given : []));
    const since = [...later, ...(now.nature === nature ? now.steps : [])];
    const left = given.filter(({ questionId }, place) =>
      [...given.slice(place + 1), ...since].every((other) => other.questionId !== questionId),
    );
    const asked = tree.questions.flatMap(({ id }) => left.filter(({ questionId }) => questionId === id));
    const steps = asked.filter((step) => tellsOfAnswer(tree, step) !== null);
    const gave = steps.flatMap((step) => priorities.get(keyOf(tree, step)) ?? []);
    const priority = gave.reduce<Priority | null>((worst, one) => moreUrgent(one, worst), null);
    return steps.length === 0 ? [] : [{ ...dangerTold(tree, steps), tree, steps, priority }];
  });
}
