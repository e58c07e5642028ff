import type { LineShown } from "@amaliyat/contract/calls";
import { checkTree, FIRST_TREES, firstSettings } from "@amaliyat/domain/calls";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkLineDraft, draftOfLine, isLineDraft, nextChoice, clockOf, minuteOf, type LineDraft } from "./line-draft.ts";
import { checkTakerDraft, draftOfTaker, isTakerDraft } from "./taker-draft.ts";
import {
  blankAnswer,
  blankQuestion,
  checkTreeDraft,
  draftOfTree,
  isTreeDraft,
  moved,
  withoutQuestion,
  type TreeDraft,
} from "./trees/tree-draft.ts";

const SETTINGS = firstSettings({ ar: "الخط الأخضر", fr: "Numéro vert", en: "Green line" }, 3);
const GREEN = {
  ...SETTINGS,
  number: "1548",
  version: 4,
  closed: false,
  open: true,
  hours: [{ days: [0, 1], fromMinute: 480, untilMinute: 1440 }],
  menu: { "1": "ar", "2": "ber" },
  overflow: { afterMs: 90_000, to: "0550123456" },
} as unknown as LineShown;

const wrongOf = (draft: LineDraft): string[] => {
  const checked = checkLineDraft(draft);
  return checked.ok ? [] : [...checked.wrong].toSorted();
};

it("a time of the day is read as it is written", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1440 }), (minute) => {
      expect(minuteOf(clockOf(minute))).toBe(minute);
    }),
  );
  for (const text of ["", "8h", "25:00", "24:01", "08:60", "-1:00"]) expect(minuteOf(text), text).toBeNull();
  expect(minuteOf(" 8 ")).toBe(480);
});

describe("the form of a line", () => {
  const draft = draftOfLine(GREEN);

  it("sends what the room holds when nothing was typed", () => {
    const checked = checkLineDraft(draft);
    const { number: _n, closed: _c, open: _o, ...body } = GREEN;
    expect(checked).toEqual({ ok: true, number: "1548", body });
  });

  it("says each wrong field at its place", () => {
    expect(wrongOf({ ...draft, number: "1", names: { ...draft.names, fr: " " }, priority: "10" })).toEqual([
      "names.fr",
      "number",
      "priority",
    ]);
    expect(wrongOf({ ...draft, offerS: "4", wrapUpS: "", anyLanguageS: "x" })).toEqual(["anyLanguageS", "offerS", "wrapUpS"]);
    expect(wrongOf({ ...draft, announcements: { ...draft.announcements, fr: "../a.wav" } })).toEqual(["announcements.fr"]);
    expect(wrongOf({ ...draft, hours: [{ days: [], from: "08:00", until: "16:00" }] })).toEqual(["hours.0"]);
    expect(wrongOf({ ...draft, hours: [{ days: [1], from: "16:00", until: "08:00" }] })).toEqual(["hours.0"]);
    expect(wrongOf({ ...draft, hours: [] })).toEqual(["hours"]);
    expect(wrongOf({ ...draft, menu: [...draft.menu, { digit: "1", language: "en" }] })).toEqual(["menu.2"]);
    expect(wrongOf({ ...draft, overflowAfterS: "5", overflowTo: "x" })).toEqual(["overflowAfterS", "overflowTo"]);
    expect(wrongOf({ ...draft, targets: [{ withinS: "0", percent: "101" }] })).toEqual(["targets.0.percent", "targets.0.withinS"]);
  });

  it("reads a comma as a point, and keeps no overflow that is off", () => {
    const checked = checkLineDraft({ ...draft, wrapUpS: "7,5", overflows: false, targets: [{ withinS: "15", percent: "92,5" }] });
    expect(checked).toMatchObject({ ok: true, body: { wrapUpMs: 7500, overflow: null, targets: [{ withinS: 15, share: 0.925 }] } });
  });

  it("gives 17 no hours and no menu, and the first place", () => {
    expect(wrongOf({ ...draft, number: "17" })).toEqual(["hours"]);
    expect(wrongOf({ ...draft, number: "17", always: true })).toEqual(["menu"]);
    expect(checkLineDraft({ ...draft, number: "17", always: true, menu: [], priority: "" })).toMatchObject({
      ok: true,
      body: { priority: 1 },
    });
  });

  it("comes back from what was kept, and from nothing else", () => {
    expect(isLineDraft(JSON.parse(JSON.stringify(draft)))).toBe(true);
    for (const kept of [null, {}, { ...draft, always: "yes" }, { ...draft, menu: [{ digit: "1", language: "de" }] }])
      expect(isLineDraft(kept)).toBe(false);
    expect(nextChoice(draft.menu)).toEqual({ digit: "3", language: "fr" });
  });
});

describe("what a person speaks and answers", () => {
  it("needs a language, and a line where not all are meant", () => {
    const draft = draftOfTaker({ languages: ["ar"], lines: null });
    expect(checkTakerDraft(draft).body).toEqual({ languages: ["ar"], lines: null });
    expect([...checkTakerDraft({ languages: [], lines: { all: false, some: [] } }).missing]).toEqual(["languages", "lines"]);
    expect(checkTakerDraft({ ...draft, lines: { all: false, some: ["17"] } }).body).toEqual({ languages: ["ar"], lines: ["17"] });
    expect(isTakerDraft({ ...draft, languages: ["klingon"] })).toBe(false);
    expect(isTakerDraft(JSON.parse(JSON.stringify(draft)))).toBe(true);
  });
});

describe("the questions of a nature", () => {
  const faultsOf = (draft: TreeDraft): Record<string, string> => {
    const checked = checkTreeDraft(draft);
    return checked.ok ? {} : Object.fromEntries(checked.faults);
  };
  const trees = FIRST_TREES.map((tree) =>
    draftOfTree(structuredClone({ ...tree, version: 1 }) as unknown as Parameters<typeof draftOfTree>[0]),
  );
  const [first] = trees;
  if (first === undefined) throw new Error("no tree");

  it("of the room can be sent as they are", () => {
    trees.forEach((draft, nth) => expect(checkTreeDraft(draft)).toEqual({ ok: true, questions: FIRST_TREES[nth]?.questions }));
  });

  it("show each fault at its place", () => {
    const [question, ...rest] = first.questions;
    if (question === undefined) throw new Error("no question");
    const with0 = (change: Partial<typeof question>): TreeDraft => ({ ...first, questions: [{ ...question, ...change }, ...rest] });
    expect(faultsOf(with0({ text: { ...question.text, fr: "" } }))).toEqual({ "0.text.fr": "text" });
    const points = question.answers.map((answer, nth) => (nth === 1 ? { ...answer, points: "21" } : answer));
    expect(faultsOf(with0({ answers: points }))).toEqual({ "0.answers.1.points": "points" });
    expect(faultsOf({ ...first, questions: [...first.questions, blankQuestion(first.questions)] })[`${first.questions.length}`]).toBe(
      "unreached",
    );
    const round = question.answers.map((answer, nth) => (nth === 0 ? { ...answer, next: question.id } : answer));
    expect(faultsOf(with0({ answers: round }))["0.answers.0.next"]).toBe("goes_round");
    const nowhere = question.answers.map((answer, nth) => (nth === 0 ? { ...answer, next: "gone" } : answer));
    expect(faultsOf(with0({ answers: nowhere }))["0.answers.0.next"]).toBe("leads_nowhere");
    expect(faultsOf(with0({ answers: question.answers.slice(0, 1) }))["0.answers"]).toBe("no_answers");
    expect(faultsOf({ version: 0, questions: [] })).toEqual({ "": "no_question" });
  });

  it("are sent only where the room's own rule takes them", () => {
    const id = fc.constantFrom("q1", "q2", "q3");
    const answer = fc.record({ next: fc.option(id), points: fc.integer({ min: 0, max: 21 }).map(String) });
    const drafts = fc.array(fc.array(answer, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).map((all) => ({
      version: 0,
      questions: all.map((answers, nth) => ({
        id: `q${nth + 1}`,
        text: { ar: "س", fr: "q", en: "q" },
        answers: answers.map((each, of) => ({ ...each, id: `a${of}`, text: { ar: "ج", fr: "r", en: "a" }, subcategory: null })),
      })),
    }));
    fc.assert(
      fc.property(drafts, (draft) => {
        const questions = draft.questions.map((each) => ({
          ...each,
          answers: each.answers.map((one) => ({ ...one, points: Number(one.points) })),
        }));
        expect(checkTreeDraft(draft).ok).toBe(checkTree({ nature: "ACC", questions }) === null);
      }),
      { numRuns: 500 },
    );
  });

  it("lose a question with the ways to it, and move within their list", () => {
    const second = first.questions[1]?.id ?? "";
    const left = withoutQuestion(first.questions, second);
    expect(left.map(({ id }) => id)).not.toContain(second);
    expect(left.flatMap(({ answers }) => answers.map(({ next }) => next))).not.toContain(second);
    expect([moved(["a", "b", "c"], 0, 1), moved(["a", "b"], 0, -1)]).toEqual([
      ["b", "a", "c"],
      ["a", "b"],
    ]);
  });

  it("name new answers and questions as none is named", () => {
    const one = blankAnswer([]);
    expect(blankAnswer([one]).id).not.toBe(one.id);
    const question = blankQuestion([]);
    expect([question.answers.length, blankQuestion([question]).id === question.id]).toEqual([2, false]);
    expect(isTreeDraft(JSON.parse(JSON.stringify(first)))).toBe(true);
    expect(isTreeDraft({ version: 1, questions: [{ id: "q" }] })).toBe(false);
  });
});
