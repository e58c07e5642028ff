import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLES } from "../identity/index.ts";
import { INTERVENTION_KINDS, ORIGINS } from "../interventions/index.ts";
import { drillOf, FIRST_ROLES, FIRST_STEPS, missingRoles, nextStep, readyAt, stepStates, type Course, type FirstFacts } from "./index.ts";

const moment = fc.integer({ min: 0, max: 20 });
const course: fc.Arbitrary<Course> = fc.record({
  interventionId: fc.uuid(),
  reference: fc.constant("2026-000001"),
  kind: fc.constantFrom(...INTERVENTION_KINDS),
  origin: fc.constantFrom(...ORIGINS),
  isImported: fc.boolean(),
  openedAt: moment,
  onSceneAt: fc.option(moment),
  closedAt: fc.option(moment),
});
const some = fc.integer({ min: 0, max: 4 });
const facts: fc.Arbitrary<FirstFacts> = fc.record({
  map: fc.record({ hasTiles: fc.boolean(), hasRoads: fc.boolean() }),
  sectors: fc.record({ all: some, drawn: some }),
  people: fc.record({ roles: fc.subarray([...ROLES]), crews: some }),
  shifts: fc.record({ planned: some, seated: some }),
  lines: fc.record({ areSetUp: fc.boolean(), open: some }),
  cameras: fc.record({ all: some, aimed: some }),
  drill: fc.option(fc.record({ interventionId: fc.uuid(), reference: fc.constant("2026-000001"), endedAt: moment })),
});
const WHOLE: FirstFacts = {
  map: { hasTiles: true, hasRoads: true },
  sectors: { all: 1, drawn: 1 },
  people: { roles: FIRST_ROLES, crews: 1 },
  shifts: { planned: 3, seated: 1 },
  lines: { areSetUp: true, open: 1 },
  cameras: { all: 1, aimed: 1 },
  drill: { interventionId: "i", reference: "2026-000001", endedAt: 5 },
};

describe("the drill", () => {
  const done: Course = {
    interventionId: "i",
    reference: "2026-000001",
    kind: "closed",
    origin: "report",
    isImported: false,
    openedAt: 1,
    onSceneAt: 2,
    closedAt: 3,
  };

  it("is a call or a report that was opened, had a unit on scene and was closed, in this order", () => {
    expect(drillOf([done])).toEqual({ interventionId: "i", reference: "2026-000001", endedAt: 3 });
    const faults: readonly Partial<Course>[] = [
      { origin: "video" },
      { origin: "desk" },
      { kind: "open", closedAt: null },
      { kind: "cancelled" },
      { kind: "merged" },
      { onSceneAt: null },
      { closedAt: null },
      { onSceneAt: 4 },
      { onSceneAt: 0 },
      { isImported: true },
    ];
    for (const fault of faults) expect(drillOf([{ ...done, ...fault }]), JSON.stringify(fault)).toBeNull();
  });

  it("is the first to end, whatever the order of the list, and never comes later because more was done", () => {
    fc.assert(
      fc.property(fc.array(course, { maxLength: 12 }), course, (courses, more) => {
        const first = drillOf(courses);
        expect(drillOf(courses.toReversed())?.endedAt).toBe(first?.endedAt);
        const after = drillOf([...courses, more]);
        if (first !== null) expect(after?.endedAt).toBeLessThanOrEqual(first.endedAt);
        for (const one of courses) {
          const alone = drillOf([one]);
          if (alone !== null) expect(first?.endedAt).toBeLessThanOrEqual(alone.endedAt);
        }
      }),
    );
  });
});

describe("the steps", () => {
  it("stand in their order, and the room is ready exactly when none is missing", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const states = stepStates(given);
        const missing = FIRST_STEPS.filter((step) => states[step] === "missing");
        expect(nextStep(states)).toBe(missing[0] ?? null);
        expect(readyAt(given)).toBe(missing.length === 0 ? given.drill?.endedAt : null);
      }),
    );
  });

  it("need a part each: without it the step is missing, the lines alone are optional", () => {
    expect([readyAt(WHOLE), nextStep(stepStates(WHOLE))]).toEqual([5, null]);
    const without: { readonly [S in (typeof FIRST_STEPS)[number]]: readonly Partial<FirstFacts>[] } = {
      map: [{ map: { hasTiles: true, hasRoads: false } }, { map: { hasTiles: false, hasRoads: true } }],
      sectors: [{ sectors: { all: 3, drawn: 0 } }],
      people: [{ people: { roles: FIRST_ROLES, crews: 0 } }, ...FIRST_ROLES.map((role) => ({ people: { roles: but(role), crews: 1 } }))],
      shifts: [{ shifts: { planned: 2, seated: 9 } }, { shifts: { planned: 3, seated: 0 } }],
      lines: [{ lines: { areSetUp: true, open: 0 } }, { lines: { areSetUp: false, open: 3 } }],
      cameras: [{ cameras: { all: 2, aimed: 0 } }],
      drill: [{ drill: null }],
    };
    for (const step of FIRST_STEPS)
      for (const fault of without[step]) {
        const states = stepStates({ ...WHOLE, ...fault });
        expect(states[step], step).toBe(step === "lines" ? "optional" : "missing");
        expect(FIRST_STEPS.filter((one) => states[one] !== "done")).toEqual([step]);
        expect(readyAt({ ...WHOLE, ...fault })).toBe(step === "lines" ? 5 : null);
      }
  });

  it("name each role that is missing", () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), (roles) => {
        const missing = missingRoles(roles);
        for (const role of FIRST_ROLES) expect(missing.includes(role)).toBe(!roles.includes(role));
      }),
    );
  });
});

const but = (role: string) => FIRST_ROLES.filter((one) => one !== role);
