import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ASSIGNMENT_COMMANDS,
  ASSIGNMENT_KINDS,
  ASSIGNMENT_TRANSITIONS,
  assignmentAfter,
  decideAssignment,
  decideCrewStep,
  decideSending,
  DISPATCH_REFUSALS,
  evolveAssignment,
  isActive,
  stepsAfter,
  type Assignment,
  type AssignmentCommand,
  type CrewCommand,
  type Sending,
} from "./index.ts";

const sending: Sending = {
  assignmentId: "a1",
  interventionId: "i1",
  unitId: "u1",
  interventionOpen: true,
  unitInService: true,
  inDistress: false,
  reservedUntil: null,
  boundTo: [],
  isHere: false,
  anyway: false,
};

function send(): Assignment {
  const sent = decideSending(sending, "d1", 1000);
  if (!sent.ok) throw new Error(sent.error.code);
  return sent.value;
}

function command(kind: (typeof ASSIGNMENT_COMMANDS)[number]): AssignmentCommand {
  if (kind === "refuse") return { kind, reason: "عطب في المركبة" };
  return kind === "withdraw" ? { kind, reason: null } : { kind };
}

const crewCommand = (kind: CrewCommand["kind"]): CrewCommand => (kind === "refuse" ? { kind, reason: "عطب في المركبة" } : { kind });

function after(state: Assignment, ...steps: readonly (readonly [(typeof ASSIGNMENT_COMMANDS)[number], number])[]): Assignment {
  return steps.reduce((now, [kind, at]) => {
    const decided = decideAssignment(now, command(kind), at);
    if (!decided.ok) throw new Error(decided.error.code);
    return decided.value === null ? now : evolveAssignment(now, decided.value);
  }, state);
}

const code = (state: Assignment, given: AssignmentCommand): string => {
  const decided = decideAssignment(state, given, 9000);
  return decided.ok ? "allowed" : decided.error.code;
};

describe("sending", () => {
  test("a crew that calls for help is sent elsewhere only by who says to know it", () => {
    expect(decideSending({ ...sending, inDistress: true }, "d1", 1000)).toMatchObject({ error: { code: "unit.in_distress" } });
    expect(decideSending({ ...sending, inDistress: true, anyway: true }, "d1", 1000)).toMatchObject({ ok: true });
  });

  test("binds a free unit", () => {
    expect(send()).toMatchObject({ kind: "assigned", assignedBy: "d1", stamps: { assigned: 1000 } });
  });

  test("a bound unit is refused with what binds it; so are a unit off duty and an ended intervention", () => {
    const bound = { ...sending, boundTo: ["2026-000007"] };
    expect(decideSending(bound, "d1", 1)).toEqual({
      ok: false,
      error: { code: "unit.already_assigned", params: { reference: "2026-000007" } },
    });
    expect(decideSending({ ...bound, anyway: true }, "d1", 1)).toMatchObject({ ok: true });
    expect(decideSending({ ...bound, isHere: true, anyway: true }, "d1", 1)).toMatchObject({ error: { code: "unit.already_here" } });
    const kept = { ...sending, reservedUntil: 9 };
    expect(decideSending(kept, "d1", 8)).toMatchObject({ error: { code: "unit.reserved", params: { until: 9 } } });
    expect(decideSending(kept, "d1", 9)).toMatchObject({ ok: true });
    expect(decideSending({ ...kept, anyway: true }, "d1", 8)).toMatchObject({ ok: true });
    expect(decideSending({ ...sending, unitInService: false, anyway: true }, "d1", 1)).toMatchObject({
      error: { code: "unit.unavailable" },
    });
    expect(decideSending({ ...sending, unitInService: false }, "d1", 1)).toMatchObject({ error: { code: "unit.unavailable" } });
    expect(decideSending({ ...sending, interventionOpen: false }, "d1", 1)).toMatchObject({
      error: { code: "assignment.intervention_not_open" },
    });
  });
});

describe("steps", () => {
  test("each stamps itself", () => {
    const done = after(send(), ["accept", 2000], ["depart", 3000], ["arrive", 4000], ["clear", 5000]);
    expect(done).toMatchObject({
      kind: "cleared",
      stamps: { assigned: 1000, accepted: 2000, en_route: 3000, on_scene: 4000, cleared: 5000 },
    });
  });

  test("may be skipped, leaving no stamp", () => {
    expect(after(send(), ["accept", 2000], ["arrive", 4000]).stamps).toEqual({ assigned: 1000, accepted: 2000, on_scene: 4000 });
  });

  test("are never taken back", () => {
    const there = after(send(), ["arrive", 2000]);
    expect(decideAssignment(there, { kind: "depart" }, 3000)).toEqual({
      ok: false,
      error: { code: "assignment.backward", params: { from: "on_scene", to: "en_route" } },
    });
  });

  test("said twice is said once", () => {
    expect(decideAssignment(after(send(), ["arrive", 2000]), { kind: "arrive" }, 3000)).toEqual({ ok: true, value: null });
  });

  test("a phone whose clock is behind makes no negative interval", () => {
    expect(after(send(), ["accept", 10]).stamps).toEqual({ assigned: 1000, accepted: 1000 });
  });
});

describe("refusing and withdrawing", () => {
  test("a patrol refuses with a reason, before it accepted", () => {
    expect(after(send(), ["refuse", 2000])).toMatchObject({ kind: "refused", reason: "عطب في المركبة", stamps: { refused: 2000 } });
    for (const reason of ["\u200f", ".", "ااا"]) expect(code(send(), { kind: "refuse", reason })).toBe("assignment.reason_missing");
    expect(code(send(), { kind: "refuse", reason: "xy".repeat(251) })).toBe("assignment.reason_too_long");
    expect(code(after(send(), ["accept", 2000]), command("refuse"))).toBe("assignment.already_accepted");
  });

  test("a dispatcher withdraws at any step, and what has ended stays ended", () => {
    for (const step of ["accept", "depart", "arrive"] as const) expect(after(send(), [step, 2], ["withdraw", 3]).kind).toBe("withdrawn");
    expect(code(after(send(), ["clear", 2]), command("withdraw"))).toBe("assignment.ended");
    expect(code(after(send(), ["withdraw", 2]), command("arrive"))).toBe("assignment.ended");
  });
});

test("whatever is commanded, the state follows the table and the stamps never decrease", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...ASSIGNMENT_COMMANDS), fc.nat(10_000)), { maxLength: 12 }), (steps) => {
      let state = send();
      for (const [kind, at] of steps) {
        const target = assignmentAfter(state.kind, kind);
        const decided = decideAssignment(state, command(kind), at);
        if (!decided.ok) expect(DISPATCH_REFUSALS).toContain(decided.error.code);
        if (target === null) {
          expect(decided.ok && decided.value !== null).toBe(false);
          continue;
        }
        if (!decided.ok || decided.value === null) throw new Error("the table allows what the rule refuses");
        state = evolveAssignment(state, decided.value);
        expect(state.kind).toBe(target);
        const stamps = ASSIGNMENT_KINDS.flatMap((step) => state.stamps[step] ?? []);
        expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
        expect([state.kind, ...stepsAfter(state.kind)].some((step) => state.stamps[step] !== undefined)).toBe(true);
      }
    }),
  );
});

test("the table speaks of every state, and nothing follows an end", () => {
  expect(Object.keys(ASSIGNMENT_TRANSITIONS)).toEqual(["none", ...ASSIGNMENT_KINDS]);
  for (const kind of ASSIGNMENT_KINDS) expect(Object.keys(ASSIGNMENT_TRANSITIONS[kind]).length > 0).toBe(isActive(kind));
});

test("whatever became of an assignment, no step that its crew reports is refused, but a refusal without its reason", () => {
  const reported = ASSIGNMENT_COMMANDS.filter((each) => each !== "withdraw" && each !== "set_aside");
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...ASSIGNMENT_COMMANDS), { maxLength: 6 }),
      fc.constantFrom(...reported),
      fc.nat(5_000),
      (steps, kind, at) => {
        let state = send();
        for (const step of steps) {
          const decided = decideAssignment(state, command(step), 2_000);
          if (decided.ok && decided.value !== null) state = evolveAssignment(state, decided.value);
        }
        const said = crewCommand(kind);
        const decided = decideCrewStep(state, said, at);
        expect(decided.ok).toBe(true);
        if (decided.ok && decided.value?.kind === "late") expect(decided.value.at).toBeGreaterThanOrEqual(state.stamps.assigned);
      },
    ),
  );
});

test("a late step stands after the steps before it, by whatever clock it was taken", () => {
  const back = after(send(), ["arrive", 4000], ["withdraw", 6000]);
  expect(decideCrewStep(back, { kind: "clear" }, 3999)).toMatchObject({ value: { kind: "late", step: "cleared", at: 4000, saidAt: 3999 } });
  expect(decideCrewStep(back, { kind: "depart" }, 3999)).toMatchObject({ value: { kind: "late", step: "en_route", at: 3999 } });
});

test("a late step that is sent again changes nothing", () => {
  const left = after(send(), ["arrive", 2000], ["clear", 4000]);
  expect(decideCrewStep(left, { kind: "arrive" }, 2000)).toEqual({ ok: true, value: null });
  expect(decideCrewStep(left, { kind: "arrive" }, 3000)).toMatchObject({ ok: true, value: { kind: "late", step: "on_scene", at: 3000 } });
});

test("a unit that goes on elsewhere waits for the first again, and the time of its first arrival stays", () => {
  const again = after(send(), ["arrive", 2000], ["set_aside", 3000], ["arrive", 5000]);
  expect(again).toMatchObject({ kind: "on_scene", stamps: { assigned: 1000, on_scene: 2000 } });
});
