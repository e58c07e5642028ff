import { describe, expect, it } from "vitest";
import { dangerBefore, FIRST_TREES, type Interviewed, type NatureCode, type QuestionTree, type TreeStep } from "../index.ts";

const treeOf = (nature: NatureCode): QuestionTree => {
  const tree = FIRST_TREES.find((one) => one.nature === nature);
  if (tree === undefined) throw new Error(nature);
  return tree;
};
/** An answer as `question.answer`. */
const step = (code: string): TreeStep => {
  const [questionId = "", answerId = ""] = code.split(".");
  return { questionId, answerId };
};
const held = (nature: NatureCode, ...codes: readonly string[]) => ({ tree: treeOf(nature), given: codes.map(step) });
const now = (nature: NatureCode, ...codes: readonly string[]) => ({ nature, steps: codes.map(step) });

/** The priorities that earlier interviews gave, once the call is about something of no danger. */
const priorities = (...all: readonly Interviewed[]) => dangerBefore(all, now("OTH", "urgent.no")).map(({ priority }) => priority);

describe("danger that a caller told before", () => {
  it("is that of all earlier interviews, each answer once, in the order of the questions", () => {
    const all = [held("FIR", "what.building", "inside.yes"), held("CRM", "kind.other", "weapon.yes"), held("FIR", "what.vehicle")];
    const found = dangerBefore(all, now("FIR", "what.vehicle"));
    expect(found.map(({ tree, steps, attributes }) => [tree.nature, steps, attributes])).toEqual([
      ["FIR", [step("inside.yes")], []],
      ["CRM", [step("weapon.yes")], ["weapon", "injury"]],
    ]);
  });

  it("is none once the question was answered otherwise, or stands in the interview", () => {
    expect(dangerBefore([held("CRM", "kind.other", "weapon.yes", "weapon.no", "kind.damage")], now("CRM", "kind.damage"))).toEqual([]);
    expect(dangerBefore([held("CRM", "kind.other", "weapon.yes")], now("CRM", "kind.other", "weapon.yes"))).toEqual([]);
    expect(dangerBefore([], { nature: null, steps: [] })).toEqual([]);
  });

  it("has the most urgent priority that its answers gave, without those that were given otherwise since", () => {
    const other = held("OTH", "urgent.no");
    expect(priorities(held("FIR", "what.building", "inside.yes"), other)).toEqual(["P1"]);
    // A fight with a weapon amounts to P1, the weapon alone to P2.
    expect(priorities(held("INT", "kind.fight", "weapon.yes", "kind.noise"), other)).toEqual(["P2"]);
    expect(priorities(held("CRM", "kind.other", "weapon.yes", "kind.damage"), other)).toEqual(["P2"]);
    expect(priorities(held("FIR", "what.vehicle", "inside.yes", "inside.no"), other)).toEqual(["P2"]);
    expect(priorities(held("FIR", "what.building", "inside.yes"), other, held("FIR", "what.vehicle", "inside.yes"), other)).toEqual(["P1"]);
  });

  it("is read by the questions that were asked", () => {
    const tree = treeOf("CRM");
    const written = { ...tree, questions: tree.questions.filter(({ id }) => id !== "weapon") };
    const all = [held("CRM", "kind.other", "weapon.yes"), held("INT", "kind.noise"), { tree: written, given: [step("kind.damage")] }];
    expect(dangerBefore(all, now("CRM", "kind.damage"))).toMatchObject([{ tree, attributes: ["weapon", "injury"] }]);
  });
});
