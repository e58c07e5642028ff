import { describe, expect, it } from "vitest";
import { hiddenFacts, outOfOrder, twoPlaces, unended, type Cases, type Checked } from "./day-checks.ts";
import type { Fact, PlayedDay } from "./day-play.ts";

const card = (id: string, given: Partial<Checked["card"]>): Checked => ({
  card: {
    interventionId: id,
    reference: id,
    version: 1,
    mergedInto: null,
    state: "closed",
    outcome: "سُوّي",
    disposition: "03",
    closedAt: "2026-01-01T10:00:00Z",
    cancelReason: null,
    priority: "P3",
    attributes: [],
    events: [],
    units: [],
    ...given,
  },
  people: [],
});
const casesOf = (...all: Checked[]): Cases => new Map(all.map((one) => [one.card.interventionId, one]));
const dayOf = (cases: Cases, facts: Fact[] = []): PlayedDay => ({
  opened: new Set(cases.keys()),
  facts,
  acts: new Map(),
  refused: new Map(),
  crewActs: 0,
  crewRefused: [],
});
const rowsOf = (cases: Cases) => [...cases.values()].map((one) => one.card);
const event = (seq: number, at: string, data = {}) => ({ seq, at, by: "", kind: "noted", data });
const stay = (onSceneAt: string, endedAt: string | null) => ({ unitCode: "D-1", onSceneAt, endedAt });
const at = (minute: number): string => `2026-01-01T10:${String(minute).padStart(2, "0")}:00Z`;

describe("a case without an end", () => {
  it("has no outcome, is merged into nothing, or is on no list", () => {
    const cases = casesOf(card("a", {}), card("b", { outcome: " " }), card("c", { state: "merged", mergedInto: "x" }));
    expect(unended(dayOf(cases), rowsOf(cases), cases)).toEqual(["b is closed without an outcome", "c is merged into nothing"]);
    expect(unended(dayOf(cases), rowsOf(cases).slice(0, 1), cases)).toEqual(["b is on no list", "c is on no list"]);
  });
});

describe("a hidden fact", () => {
  const facts: Fact[] = [
    { caseId: "a", byCrew: false, words: "سلاح (1)" },
    { caseId: "a", byCrew: false, attribute: "weapon" },
    { caseId: "a", byCrew: false, priority: "P1" },
  ];
  const told = { priority: "P1", attributes: ["weapon"], events: [event(1, at(0), { text: "سلاح (1)" })] } as const;
  it("is missing on the case that stays", () => {
    const merged = card("a", { ...told, events: [...told.events], attributes: ["weapon"], state: "merged", mergedInto: "b" });
    const bare = casesOf(merged, card("b", {}));
    expect(hiddenFacts(dayOf(bare, facts), bare)).toHaveLength(3);
    const whole = casesOf(merged, card("b", { ...told, events: [...told.events], attributes: ["weapon"] }));
    expect(hiddenFacts(dayOf(whole, facts), whole)).toEqual([]);
  });
});

describe("events out of order", () => {
  it("have a hole in their numbers or go back in time", () => {
    const cases = casesOf(
      card("a", { events: [event(1, at(2)), event(2, at(1))] }),
      card("b", { events: [event(1, at(1)), event(3, at(1))] }),
    );
    expect(outOfOrder(cases)).toEqual(["a: event 2 is before its forerunner", "b has event 3 at place 2"]);
  });
});

describe("a unit at two places", () => {
  it("is on scene at two events at once, and not at one event that was merged", () => {
    const apart = casesOf(card("a", { units: [stay(at(1), at(9))] }), card("b", { units: [stay(at(5), null)] }));
    expect(twoPlaces(apart)).toEqual(["D-1 is at a and at b"]);
    const merged = casesOf(
      card("a", { units: [stay(at(1), at(9))], state: "merged", mergedInto: "b" }),
      card("b", { units: [stay(at(5), null)] }),
    );
    expect(twoPlaces(merged)).toEqual([]);
    const after = casesOf(card("a", { units: [stay(at(1), at(5))] }), card("b", { units: [stay(at(5), null)] }));
    expect(twoPlaces(after)).toEqual([]);
  });
});
