import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  beginIntervention,
  callerEvents,
  decideOpening,
  evolveIntervention,
  PRIORITIES,
  SUBCATEGORIES,
  moreUrgent,
  type Attribute,
  type Intervention,
} from "../interventions/index.ts";
import {
  callerWords,
  CANNOT_SPEAK_WORDS,
  dangerTold,
  FIRST_TREES,
  newsOfAnswer,
  tellsOfAnswer,
  triage,
  type QuestionTree,
  type TreeStep,
} from "./index.ts";

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

test("an answer that tells danger or has points, or one that makes the call more urgent, is news for the crews; no other is", () => {
  const priority = fc.constantFrom(...PRIORITIES);
  fc.assert(
    fc.property(interviews, fc.option(priority), priority, ({ tree, steps }, before, after) => {
      const last = steps.at(-1);
      if (last === undefined) return;
      const question = tree.questions.find(({ id }) => id === last.questionId);
      const points = question?.answers.find(({ id }) => id === last.answerId)?.points ?? 0;
      const news = newsOfAnswer({ nature: tree.nature, cannotSpeak: false, tree, steps }, before, after);
      const raises = before === null || moreUrgent(before, after) !== before;
      expect(news !== null).toBe(raises || points > 0 || tellsOfAnswer(tree, last) !== null);
      for (const text of news === null ? [] : textsOf(tree, last)) expect(news).toContain(text);
      if (raises) expect(news).toBe(callerWords({ nature: tree.nature, cannotSpeak: false, tree, steps }));
    }),
  );
});

/** Every way through a tree, as far as some answer. */
function waysThrough(tree: QuestionTree): TreeStep[][] {
  const from = (id: string, before: TreeStep[]): TreeStep[][] =>
    (tree.questions.find((one) => one.id === id)?.answers ?? []).flatMap((answer) => {
      const steps = [...before, { questionId: id, answerId: answer.id }];
      return [steps, ...(answer.next === null ? [] : from(answer.next, steps))];
    });
  return from(tree.questions[0]?.id ?? "", []);
}

test("a weapon and a wounded person set their attributes; every urgent answer tells danger", () => {
  const sets: Readonly<Record<string, readonly Attribute[]>> = {
    "DGR weapon yes": ["weapon"],
    "INT weapon yes": ["weapon"],
    "CRM weapon yes": ["weapon", "injury"],
    "THF force yes": ["weapon"],
    "ACC injured hurt": ["injury"],
    "ACC injured dead": ["injury"],
    "HLP kind ill": ["injury"],
    "HLP awake no": ["injury"],
    "HLP kind child": ["minor"],
    "MIS who child": ["minor"],
  };
  for (const tree of FIRST_TREES)
    for (const { id: questionId, answers } of tree.questions)
      for (const { id: answerId, points } of answers) {
        const name = `${tree.nature} ${questionId} ${answerId}`;
        const told = tellsOfAnswer(tree, { questionId, answerId });
        if (points >= 6) expect([name, told]).not.toEqual([name, null]);
        expect([name, told ?? []]).toEqual([name, sets[name] ?? []]);
      }
});

const bare = (subcategory: (typeof SUBCATEGORIES)[number]["code"], priority: (typeof PRIORITIES)[number] | null): Intervention => {
  const told = { interventionId: "i1", reference: "2026-000001", channel: "L17", cameraId: null, sectorId: null, place: null } as const;
  const said = { subcategory, ...(priority === null ? {} : { priority }) };
  const opening = decideOpening({ kind: "open", ...told, ...said }, { at: 0, by: "u" });
  if (!opening.ok) throw new Error(opening.error.code);
  return beginIntervention(opening.value);
};

/** Shows that an intervention hears the danger of these steps: said before a join, or `after` it. */
const check = (state: Intervention, tree: QuestionTree, steps: readonly TreeStep[], after: TreeStep[]) => {
  const [before, now] = [triage(tree, steps), triage(tree, [...steps, ...after])];
  if (!before.ok || !now.ok || now.value.priority === null) throw new Error("not asked");
  const told = { nature: tree.nature, cannotSpeak: false, tree, steps: [...steps, ...after] };
  const text = after.length === 0 ? callerWords(told) : newsOfAnswer(told, before.value.priority, now.value.priority);
  const said = dangerTold(tree, after.length === 0 ? steps : after);
  if (text === null) throw new Error("danger that is no news");
  const events = callerEvents(state, { ...said, text, priority: now.value.priority, source: "C-1" }, { at: 1, by: "u" });
  const { attributes } = events.reduce(evolveIntervention, state);
  if (said.attributes.some((one) => !attributes.includes(one))) throw new Error("an attribute is lost");
  const noted = events.at(-1);
  if (noted?.kind !== "noted" || noted.mustRead !== true) throw new Error("no crew has to read it");
};

test("each answer of danger marks a case of any category and priority, and is read by its crew, at once and after the join", () => {
  const cases = SUBCATEGORIES.flatMap(({ code }) => [null, ...PRIORITIES].map((priority) => bare(code, priority)));
  for (const tree of FIRST_TREES)
    for (const steps of waysThrough(tree)) {
      if (tellsOfAnswer(tree, steps.at(-1)) === null) continue;
      for (const state of cases) {
        check(state, tree, steps, []);
        check(state, tree, steps.slice(0, -1), steps.slice(-1));
      }
    }
});
