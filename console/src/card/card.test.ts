import type { Assignment } from "@amaliyat/contract/dispatch";
import type { InterventionCard } from "@amaliyat/contract/interventions";
import { openCard } from "@amaliyat/contract/interventions/testing";
import { WAITS } from "@amaliyat/domain/dispatch";
import { describe, expect, it } from "vitest";
import { armedKey, digitsOf } from "./advice/assign-keys.ts";
import { awaitsClosing, shortReference, withoutUnitSince } from "../facts/intervention/facts.ts";
import { changesSince, isOfUnit, logLines, type MarkedStep } from "./log/log-lines.ts";
import { stepLines, stepsOf } from "./now/steps.ts";
import { sentUnit } from "../facts/testing/assignment.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 3, 18, 1, 40, second)).toISOString();
const ms = (second: number): number => Date.parse(at(second));

const sent = (more: Partial<Assignment> = {}): Assignment => sentUnit({ assignedAt: at(20), ...more });

const card = (more: Partial<InterventionCard> = {}): InterventionCard =>
  openCard({
    openedAt: at(0),
    events: [
      { seq: 1, at: at(0), by: "ن. قاسمي", kind: "opened", data: {} },
      { seq: 2, at: at(10), by: "م. بن علي", kind: "noted", data: { text: "شاحنة" } },
    ],
    ...more,
  });

describe("steps", () => {
  it("waits for a unit since the opening", () => {
    expect(stepsOf(card()).map((step) => step.state)).toEqual(["done", "current", "ahead", "ahead", "ahead", "ahead"]);
    expect(stepsOf(card())[1]?.at).toBe(ms(0));
  });

  it("passes over a step that the unit did not say", () => {
    const steps = stepsOf(card({ units: [sent({ state: "on_scene", onSceneAt: at(50) })] }));
    expect(steps.map((step) => [step.state, step.at])).toEqual([
      ["done", ms(0)],
      ["done", ms(20)],
      ["skipped", null],
      ["skipped", null],
      ["done", ms(50)],
      ["current", ms(50)],
    ]);
  });

  it("does not count a unit that refused", () => {
    expect(stepsOf(card({ units: [sent({ state: "refused", endedAt: at(30) })] }))[1]?.state).toBe("current");
  });

  it("has nothing ahead when it is over, and says what never came", () => {
    const events = [...card().events, { seq: 3, at: at(55), by: "x", kind: "cancelled", data: {} }];
    const steps = stepsOf(card({ state: "cancelled", events }));
    expect(steps.map((step) => step.state)).toEqual(["done", "skipped", "skipped", "skipped", "skipped", "done"]);
    expect(steps.at(-1)?.at).toBe(ms(55));
  });

  it("keeps in sight, as undone, what a unit did that was withdrawn before the end", () => {
    const events = [...card().events, { seq: 3, at: at(55), by: "x", kind: "cancelled", data: {} }];
    const units = [sent({ state: "withdrawn", acceptedAt: at(25), endedAt: at(55) })];
    const over = stepsOf(card({ state: "cancelled", events, units }));
    expect(over.map(({ state }) => state)).toEqual(["done", "undone", "undone", "skipped", "skipped", "done"]);
    expect(over[2]?.at).toBe(ms(25));
    const other = sent({ state: "cleared", assignedAt: at(30), clearedAt: at(50), endedAt: at(50) });
    const closed = stepsOf(card({ state: "closed", closedAt: at(55), events: [], units: [...units, other] }));
    expect(closed.map(({ state }) => state)).toEqual(["done", "done", "skipped", "skipped", "skipped", "done"]);
    expect(stepsOf(card({ units })).map(({ state }) => state)).toEqual(["done", "current", "ahead", "ahead", "ahead", "ahead"]);
  });
});

describe("steps beside their targets", () => {
  const lines = (more: Partial<InterventionCard>) => {
    const one = card({ priority: "P2", ...more });
    return stepLines(stepsOf(one), one.priority, WAITS).map(({ name, since, targetMs }) => [name, since, targetMs]);
  };
  const { unassigned, assigned, accepted, en_route: enRoute } = WAITS;

  it("measures each from the one before, and the awaited one too", () => {
    expect(lines({ units: [sent({ state: "accepted", acceptedAt: at(30) })] })).toEqual([
      ["opened", null, null],
      ["assigned", ms(0), unassigned.P2],
      ["accepted", ms(20), assigned.P2],
      ["en_route", ms(30), accepted.P2],
      ["on_scene", null, enRoute.P2],
      ["over", null, null],
    ]);
  });

  it("gives the time of steps that were passed over to the next one", () => {
    const units = [sent({ state: "on_scene", onSceneAt: at(50) })];
    expect(lines({ units })[4]).toEqual(["on_scene", ms(20), assigned.P2 + accepted.P2 + enRoute.P2]);
  });
});

describe("log", () => {
  it("puts events and stamps of units into one order, newest first", () => {
    const lines = logLines(card({ units: [sent({ state: "accepted", acceptedAt: at(25) })] }));
    expect(lines.map((line) => (line.kind === "event" ? line.event.kind : line.step))).toEqual(["accepted", "assigned", "noted", "opened"]);
  });

  it("tells a refusal and a withdrawal by their end", () => {
    const lines = logLines(card({ events: [], units: [sent({ state: "withdrawn", endedAt: at(40) })] }));
    expect(lines.map((line) => line.kind === "unit" && line.step)).toEqual(["withdrawn", "assigned"]);
  });

  it("says a late step of a crew once, by the crew's own report, also among the lines of units", () => {
    const report = { assignmentId: sent().assignmentId, unitCode: sent().unitCode, step: "accepted", actedAt: ms(25) };
    const events = [...card().events, { seq: 3, at: at(55), by: "x", kind: "crew_reported", data: report }];
    const withdrawn = sent({ state: "withdrawn", acceptedAt: at(25), endedAt: at(40) });
    const lines = logLines(card({ events, units: [withdrawn] }));
    expect(lines.map((line) => (line.kind === "event" ? line.event.kind : line.step))).toEqual([
      "crew_reported",
      "withdrawn",
      "assigned",
      "noted",
      "opened",
    ]);
    expect(lines.filter(isOfUnit)).toHaveLength(3);
    const earlier = logLines(card({ events, units: [{ ...withdrawn, acceptedAt: at(24) }] }));
    expect(earlier.filter(isOfUnit)).toHaveLength(4);
  });

  it("has each tick of the plan where it was made, with who made it, and none of what is not ticked", () => {
    const step = (stepId: string, mark: MarkedStep["mark"]): MarkedStep => ({
      stepId,
      text: { ar: "خطوة", fr: "étape", en: "step" },
      mark,
    });
    const steps = [step("s1", { done: true, at: at(22), by: "dispatcher" }), step("s2", null)];
    const lines = logLines(card({ units: [sent({ state: "accepted", acceptedAt: at(25) })] }), steps);
    expect(lines.map(({ kind }) => kind)).toEqual(["unit", "plan", "unit", "event", "event"]);
    expect(lines[1]).toMatchObject({ at: ms(22), step: { mark: { done: true, by: "dispatcher" } } });
  });

  it("says what changed since a form was opened", () => {
    expect(changesSince(card(), 1).map((event) => event.kind)).toEqual(["noted"]);
    expect(changesSince(card(), 2)).toEqual([]);
  });
});

describe("units of a row", () => {
  it("says since when nobody is sent: the opening, or the end of the last one who did not go", () => {
    expect(withoutUnitSince(card())).toBe(ms(0));
    expect(withoutUnitSince(card({ units: [sent()] }))).toBeNull();
    expect(withoutUnitSince(card({ units: [sent({ state: "refused", endedAt: at(30) })] }))).toBe(ms(30));
    expect(withoutUnitSince(card({ state: "closed" }))).toBeNull();
  });

  it("waits to be closed once a unit has cleared", () => {
    const cleared = card({ units: [sent({ state: "cleared", clearedAt: at(50), endedAt: at(50) })] });
    expect(awaitsClosing(cleared)).toBe(true);
    expect(withoutUnitSince(cleared)).toBeNull();
    expect(awaitsClosing(card())).toBe(false);
  });
});

describe("reference", () => {
  it("is short in its own year by local time, whole in another", () => {
    expect(shortReference("2026-004217", Date.parse("2026-04-18T00:00:00Z"))).toBe("004217");
    expect(shortReference("2025-004217", Date.parse("2026-04-18T00:00:00Z"))).toBe("2025-004217");
    expect(shortReference("2027-000001", Date.parse("2026-12-31T23:30:00Z"))).toBe("000001");
  });
});

describe("assigning by digit", () => {
  const digits = digitsOf(["a", "b", "c"], (id) => id !== "b");
  it("numbers only the units that can be sent", () => {
    expect([...digits]).toEqual([
      ["a", 1],
      ["c", 2],
    ]);
  });
  it("understands both rows of digits and leaves on Escape", () => {
    expect(armedKey("Digit2", digits)).toEqual({ kind: "assign", id: "c" });
    expect(armedKey("Numpad1", digits)).toEqual({ kind: "assign", id: "a" });
    expect(armedKey("Digit9", digits)).toEqual({ kind: "wait" });
    expect(armedKey("Escape", digits)).toEqual({ kind: "leave" });
  });
});
