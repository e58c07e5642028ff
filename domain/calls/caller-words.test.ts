import * as fc from "fast-check";
import { expect, test } from "vitest";
import { PRIORITIES, moreUrgent } from "../interventions/index.ts";
import { callerWords, CANNOT_SPEAK_WORDS, FIRST_TREES, newsOfAnswer, triage, type QuestionTree, type TreeStep } from "./index.ts";

/** An interview by one of the room's trees, as a caller may answer it. */
const interviews = fc.tuple(fc.constantFrom(...FIRST_TREES), fc.array(fc.nat(9), { minLength: 1, maxLength: 8 })).map(([tree, choices]) => {
  const steps: TreeStep[] = [];
  for (const choice of choices) {
    const found = triage(tree, steps);
    const next = found.ok ? found.value.next : null;
    const answer = next?.answers[choice % next.answers.length];
    if (next !== null && answer !== undefined) steps.push({ questionId: next.id, answerId: answer.id });
  }
  return { tree, steps };
});
const textsOf = (tree: QuestionTree, { questionId, answerId }: TreeStep) => {
  const question = tree.questions.find(({ id }) => id === questionId);
  return [question?.text.ar, question?.answers.find(({ id }) => id === answerId)?.text.ar];
};

test("whatever a caller answered, all of it is in the words for the crews, with the nature", () => {
  fc.assert(
    fc.property(interviews, fc.boolean(), ({ tree, steps }, cannotSpeak) => {
      const words = callerWords({ nature: tree.nature, cannotSpeak, tree, steps });
      for (const text of steps.flatMap((step) => textsOf(tree, step))) expect(words).toContain(text);
      expect(words.includes(CANNOT_SPEAK_WORDS)).toBe(cannotSpeak);
    }),
  );
});

test("an answer with points, or one that makes the call more urgent, is news for the crews; no other is", () => {
  const priority = fc.constantFrom(...PRIORITIES);
  fc.assert(
    fc.property(interviews, fc.option(priority), priority, ({ tree, steps }, before, after) => {
      const last = steps.at(-1);
      if (last === undefined) return;
      const question = tree.questions.find(({ id }) => id === last.questionId);
      const points = question?.answers.find(({ id }) => id === last.answerId)?.points ?? 0;
      const news = newsOfAnswer({ nature: tree.nature, cannotSpeak: false, tree, steps }, before, after);
      const raises = before === null || moreUrgent(before, after) !== before;
      expect(news !== null).toBe(raises || points > 0);
      for (const text of news === null ? [] : textsOf(tree, last)) expect(news).toContain(text);
      if (raises) expect(news).toBe(callerWords({ nature: tree.nature, cannotSpeak: false, tree, steps }));
    }),
  );
});
