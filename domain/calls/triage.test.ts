import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SubcategoryCode } from "../interventions/index.ts";
import { answered, checkTree, priorityOfScore, triage, type QuestionTree, type TreeAnswer, type TreeQuestion } from "./index.ts";

const text = { ar: "س", fr: "q", en: "q" };
const answer = (id: string, given: Partial<TreeAnswer> = {}): TreeAnswer => ({
  id,
  text,
  points: 0,
  subcategory: null,
  next: null,
  ...given,
});
const question = (id: string, ...answers: readonly TreeAnswer[]): TreeQuestion => ({ id, text, answers });
const tree = (...questions: readonly TreeQuestion[]): QuestionTree => ({ nature: "OTH", questions });
/** A question that leads nowhere further. */
const last = (id: string): TreeQuestion => question(id, answer("yes"), answer("no"));

describe("a priority", () => {
  test("begins at ten, six and three points", () => {
    const found = Array.from({ length: 21 }, (_, score) => priorityOfScore(score));
    expect(found).toEqual([
      ...Array.from({ length: 3 }, () => "P4"),
      ...Array.from({ length: 3 }, () => "P3"),
      ...Array.from({ length: 4 }, () => "P2"),
      ...Array.from({ length: 11 }, () => "P1"),
    ]);
  });
});

describe("a tree of questions", () => {
  const to = (next: string | null): TreeQuestion[] => [question("a", answer("yes", { next }), answer("no"))];

  test.each<[string, QuestionTree, string | null]>([
    ["without a question", tree(), "no_question"],
    ["of one question", tree(last("a")), null],
    ["with one id for two questions", tree(...to("a"), last("a")), "twice"],
    ["with a single answer", tree(question("a", answer("yes"))), "no_answers"],
    ["with one id for two answers", tree(question("a", answer("yes"), answer("yes"))), "twice"],
    ["with points below nothing", tree(question("a", answer("yes"), answer("no", { points: -1 }))), "points"],
    ["with half a point", tree(question("a", answer("yes"), answer("no", { points: 1.5 }))), "points"],
    ["with too many points", tree(question("a", answer("yes", { points: 21 }), answer("no"))), "points"],
    ["with the most points", tree(question("a", answer("yes", { points: 20 }), answer("no"))), null],
    ["that leads to no question", tree(...to("b")), "leads_nowhere"],
    ["that leads to itself", tree(...to("a")), "goes_round"],
    ["that leads back by a later answer", tree(...to("b"), question("b", answer("yes"), answer("no", { next: "a" }))), "goes_round"],
    ["with a question that nothing leads to", tree(...to(null), last("b")), "unreached"],
    [
      "with questions that lead only to each other",
      tree(last("a"), question("b", answer("yes", { next: "c" }), answer("no")), last("c")),
      "unreached",
    ],
    [
      "in which two ways lead to one question",
      tree(
        question("a", answer("yes", { next: "b" }), answer("no", { next: "c" })),
        question("b", answer("yes", { next: "c" }), answer("no")),
        last("c"),
      ),
      null,
    ],
  ])("%s: %j", (_name, given, problem) => {
    expect(checkTree(given)).toBe(problem);
  });
});

describe("an interview", () => {
  const fight: SubcategoryCode = "OTH.ASL";
  const fire: SubcategoryCode = "OTH.FIR";
  const asked = tree(
    question("a", answer("yes", { points: 6, subcategory: fight, next: "c" }), answer("no", { next: "b" })),
    question("b", answer("yes", { points: 1 }), answer("no")),
    question("c", answer("yes", { points: 4 }), answer("no", { points: 2, subcategory: fire })),
  );
  const step = (questionId: string, answerId: string) => ({ questionId, answerId });

  test("begins with the first question, and has no priority before the first answer", () => {
    expect(triage(asked, [])).toEqual({ ok: true, value: { next: asked.questions[0], score: 0, priority: null, subcategory: null } });
    expect(triage(tree(), [])).toMatchObject({ ok: true, value: { next: null, priority: null } });
  });

  test("adds the points, and keeps a category until an answer names another one", () => {
    expect(triage(asked, [step("a", "yes")])).toEqual({
      ok: true,
      value: { next: asked.questions[2], score: 6, priority: "P2", subcategory: fight },
    });
    expect(triage(asked, [step("a", "yes"), step("c", "yes")])).toEqual({
      ok: true,
      value: { next: null, score: 10, priority: "P1", subcategory: fight },
    });
    expect(triage(asked, [step("a", "yes"), step("c", "no")])).toMatchObject({ value: { score: 8, priority: "P2", subcategory: fire } });
    expect(triage(asked, [step("a", "no"), step("b", "yes")])).toMatchObject({ value: { score: 1, priority: "P4", subcategory: null } });
  });

  test.each([
    ["a question that comes later", [step("b", "yes")]],
    ["an answer that the question has not", [step("a", "maybe")]],
    ["a question of the other way", [step("a", "yes"), step("b", "yes")]],
    ["a question that was answered", [step("a", "yes"), step("a", "yes")]],
    ["anything after the end", [step("a", "yes"), step("c", "yes"), step("c", "yes")]],
  ])("refuses %s", (_name, steps) => {
    expect(triage(asked, steps)).toEqual({ ok: false, error: { code: "triage.not_asked" } });
  });

  test("is answered again from a question on: what stood before stays, what followed is gone", () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(ids, fc.nat(), (questions, seed) => {
        const steps = questions.map((id) => step(id, "yes"));
        const nth = seed % questions.length;
        const again = step(questions[nth] ?? "", "no");
        expect(answered(steps, again)).toEqual([...steps.slice(0, nth), again]);
        expect(answered(steps, step(again.questionId, "yes"))).toBe(steps);
        const beyond = step(questions.join() + "beyond", "no");
        expect(answered(steps, beyond)).toEqual([...steps, beyond]);
      }),
    );
  });
});
