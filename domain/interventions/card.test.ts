import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ATTRIBUTES,
  decideIntervention,
  DEFAULT_PRIORITY,
  defaultPriority,
  evolveIntervention,
  LEGAL_BASES,
  legalBases,
  PRIORITIES,
  QUICK_PHRASES,
  SCHEME_LABEL,
  SUBCATEGORIES,
  type Attribute,
  type Circumstances,
  type Intervention,
  type InterventionCommand,
  type InterventionEvent,
  type OpenCommand,
  type SubcategoryCode,
} from "./index.ts";
import { openedIntervention } from "./testing/opened.ts";

const given: Circumstances = { at: 1000, by: "u1", assignments: { active: 0, onScene: 0 } };

const begin = (said: Partial<OpenCommand> = {}): Intervention => openedIntervention(said);

function events(state: Intervention, command: InterventionCommand): InterventionEvent[] {
  const decided = decideIntervention(state, command, given);
  if (!decided.ok) throw new Error(decided.error.code);
  return decided.value;
}
const after = (state: Intervention, command: InterventionCommand): Intervention => events(state, command).reduce(evolveIntervention, state);
const code = (state: Intervention, command: InterventionCommand): string => {
  const decided = decideIntervention(state, command, given);
  return decided.ok ? "allowed" : decided.error.code;
};

const subcategory: fc.Arbitrary<SubcategoryCode> = fc.constantFrom(...SUBCATEGORIES.map((one) => one.code));
const attributes: fc.Arbitrary<Attribute[]> = fc.array(fc.constantFrom(...ATTRIBUTES), { maxLength: 6 });
const level = (state: { priority: (typeof PRIORITIES)[number] }): number => PRIORITIES.indexOf(state.priority);

describe("attributes", () => {
  test("an injury or a weapon raises what nobody chose, and says so; nothing lowers it", () => {
    expect(defaultPriority("ACC.MAT", ["injury"])).toEqual({ priority: "P1", because: "injury" });
    expect(defaultPriority("TRF.PKG", ["attempt", "weapon"])).toEqual({ priority: "P1", because: "weapon" });
    expect(defaultPriority("TRF.PKG", ["attempt", "minor"])).toEqual({ priority: "P4", because: "subcategory" });
    fc.assert(
      fc.property(subcategory, attributes, attributes, (of, some, more) => {
        const [own, raised, further] = [[], some, [...some, ...more]].map((each) => defaultPriority(of, each));
        if (!own || !raised || !further) throw new Error("three were made");
        expect(own.priority).toBe(DEFAULT_PRIORITY[of]);
        expect(level(raised)).toBeLessThanOrEqual(level(own));
        expect(level(further)).toBeLessThanOrEqual(level(raised));
        expect(raised.because === "subcategory").toBe(raised.priority === own.priority);
      }),
    );
  });

  test("are a set: order and repetition say nothing; what is so already makes no event", () => {
    fc.assert(
      fc.property(attributes, (some) => {
        const state = after(begin(), { kind: "mark", attributes: some });
        expect(state.attributes).toEqual(ATTRIBUTES.filter((one) => some.includes(one)));
        expect(events(state, { kind: "mark", attributes: [...some, ...some].toReversed() })).toEqual([]);
        expect(events(state, { kind: "mark" })).toEqual([]);
      }),
    );
  });

  test("come at opening or later, with the same priority in the end; a person's choice stays", () => {
    const marked = after(begin({ subcategory: "ACC.MAT" }), { kind: "mark", attributes: ["injury"] });
    expect(marked).toMatchObject({ priority: "P1", attributes: ["injury"], priorityByHand: false });
    expect(begin({ subcategory: "ACC.MAT", attributes: ["injury"] }).priority).toBe("P1");
    expect(after(marked, { kind: "mark", attributes: [] }).priority).toBe("P3");
    expect(after(marked, { kind: "classify", subcategory: "TRF.PKG" }).priority).toBe("P1");
    const chosen = after(begin({ subcategory: "ACC.MAT" }), { kind: "prioritise", priority: "P2", reason: "طريق مقطوع" });
    expect(events(chosen, { kind: "mark", attributes: ["injury"] })).toMatchObject([{ priority: "P2", because: "person" }]);
  });
});

test("the reason of a priority is kept as an event, also where the priority stays", () => {
  const [event] = events(begin(), { kind: "prioritise", priority: "P1", reason: " جرحى " });
  expect(event).toMatchObject({ kind: "prioritised", priority: "P1", reason: "جرحى" });
  const chosen = after(begin(), { kind: "prioritise", priority: "P1", reason: "جرحى" });
  expect(events(chosen, { kind: "prioritise", priority: "P1" })).toEqual([]);
  expect(events(chosen, { kind: "prioritise", priority: "P1", reason: "تأكد" })).toHaveLength(1);
  expect(code(begin(), { kind: "prioritise", priority: "P1", reason: " \u200f" })).toBe("intervention.reason_missing");
});

test("a person is named or described; the event carries neither", () => {
  const person = { personId: "p1", role: "suspect", certainty: "assessment", name: "س. ع", description: "معطف أحمر" } as const;
  const [noted] = events(begin(), { kind: "note_person", person });
  expect(noted).toEqual({ kind: "person_noted", at: 1000, by: "u1", personId: "p1", role: "suspect", certainty: "assessment" });
  expect(code(begin(), { kind: "note_person", person: { ...person, name: null } })).toBe("allowed");
  expect(code(begin(), { kind: "note_person", person: { ...person, name: " ", description: "\u200f" } })).toBe(
    "intervention.person_missing",
  );
  const withdraw = { kind: "withdraw_person", personId: "p1", withdrawn: false, reason: "خلط" } as const;
  expect(JSON.stringify(events(begin(), withdraw))).not.toContain("خلط");
  expect(code(begin(), { ...withdraw, withdrawn: true })).toBe("intervention.person_withdrawn");
  expect(code(begin(), { ...withdraw, reason: " " })).toBe("intervention.reason_missing");
});

describe("data", () => {
  test("a text of law holds between its days", () => {
    const before = legalBases("PRK.PUB", Date.parse("2024-04-29T12:00:00Z"));
    const since = legalBases("PRK.PUB", Date.parse("2024-04-29T23:30:00Z"));
    expect([before.length, since.length]).toEqual([0, 1]);
    expect(legalBases("DRG.USE", Date.parse("2026-01-01")).map(({ from }) => from)).toEqual(["2004-12-25", "2023-05-07"]);
    expect(legalBases("OTH.MED", Date.now())).toEqual([]);
    for (const { from, until } of LEGAL_BASES) expect(until === null || from < until).toBe(true);
    expect(SCHEME_LABEL).toBe("dz-int/1");
  });

  test("quick phrases have a digit each and stand in three languages", () => {
    expect(new Set(QUICK_PHRASES.map(({ digit }) => digit)).size).toBe(QUICK_PHRASES.length);
    for (const { text } of QUICK_PHRASES) {
      expect(text.ar).toMatch(/^[\p{Script=Arabic}\p{M}\s]+$/u);
      expect(Object.values(text).every((one) => one.length > 3)).toBe(true);
    }
  });
});
