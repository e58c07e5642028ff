import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATEGORIES, categoryOf, PRIORITIES, SUBCATEGORIES, type Priority } from "../interventions/index.ts";
import { LANGUAGES } from "../kernel/index.ts";
import {
  checkPlan,
  DEFAULT_PLANS,
  factsOverTime,
  inForceAt,
  assignStepIds,
  overlapping,
  planAtBeginning,
  planDifferences,
  planFor,
  planToSendBy,
} from "./index.ts";
import type { KeptStep, PlanTarget } from "./index.ts";

// Few codes, so that plans meet.
const subcategories = ["ACC.MAT", "ACC.INJ", "DRG.USE"] as const;
const targets: readonly PlanTarget[] = [...subcategories, "ACC", "DRG"];
const priorities = fc.subarray<Priority>([...PRIORITIES], { minLength: 1 });
const facts = fc.record({ subcategory: fc.constantFrom(...subcategories), priority: fc.constantFrom(...PRIORITIES) });
const version = fc.record({
  planId: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
  target: fc.constantFrom(...targets),
  priorities,
  retired: fc.boolean(),
});
const plans = fc.uniqueArray(version, { selector: ({ planId }) => planId });
const shuffled = plans.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));

describe("the plan that fits", () => {
  it("is one and the same in whatever order the plans come, and none exactly where none fits", () => {
    fc.assert(
      fc.property(shuffled, facts, ([all, other], given) => {
        const found = planFor(all, given);
        expect(planFor(other, given)).toBe(found);
        const fitting = all.filter(
          (one) =>
            !one.retired &&
            one.priorities.includes(given.priority) &&
            [given.subcategory, categoryOf(given.subcategory)].includes(one.target as never),
        );
        if (found === null) {
          expect(fitting).toEqual([]);
          return;
        }
        expect(fitting).toContain(found);
        for (const one of fitting) {
          if (found.target !== given.subcategory) expect(one.target).not.toBe(given.subcategory);
          if (one.target === found.target) expect(found.priorities.length).toBeLessThanOrEqual(one.priorities.length);
        }
      }),
    );
  });

  it("never needs the id to decide where no two overlap", () => {
    fc.assert(
      fc.property(plans, facts, (all, given) => {
        const kept = all.filter((one, index) => overlapping(all.slice(0, index), one) === null);
        const renamed = kept.map((one) => ({ ...one, planId: `z${8 - kept.indexOf(one)}` }));
        const [found, again] = [planFor(kept, given), planFor(renamed, given)];
        expect(again && [again.target, again.priorities]).toEqual(found && [found.target, found.priorities]);
      }),
    );
  });
});

it("two plans overlap where as many priorities of one target meet, and nowhere else", () => {
  const one = (planId: string, target: PlanTarget, given: Priority[], retired = false) => ({ planId, target, priorities: given, retired });
  const held = [one("a", "ACC", ["P1", "P2"]), one("b", "DRG", ["P1"], true)];
  expect(overlapping(held, one("c", "ACC", ["P2", "P3"]))?.planId).toBe("a");
  for (const apart of [
    one("c", "ACC", ["P1"]),
    one("c", "ACC", ["P3", "P4"]),
    one("c", "ACC.INJ", ["P1", "P2"]),
    one("a", "ACC", ["P1", "P2"]),
  ])
    expect(overlapping(held, apart)).toBeNull();
  expect(overlapping(held, one("c", "DRG", ["P1"]))).toBeNull();
});

const versions = fc
  .array(fc.record({ planId: fc.constantFrom("a", "b", "c"), priorities, retired: fc.boolean(), at: fc.nat(100) }), { maxLength: 12 })
  .map((drawn) =>
    drawn
      .toSorted((a, b) => a.at - b.at)
      .map((one, index) => ({ ...one, version: index + 1, target: ({ a: "ACC", b: "ACC.INJ", c: "DRG" } as const)[one.planId] })),
  );
const changes = fc
  .array(
    fc.record({
      at: fc.nat(100),
      subcategory: fc.option(fc.constantFrom(...subcategories)),
      priority: fc.option(fc.constantFrom(...PRIORITIES)),
    }),
    { maxLength: 6 },
  )
  .map((drawn) => drawn.toSorted((a, b) => a.at - b.at));

describe("the version that an intervention began with", () => {
  it("stays, whatever is written or happens after", () => {
    fc.assert(
      fc.property(versions, changes, fc.nat(100), (all, happened, now) => {
        const until = <T extends { at: number }>(things: readonly T[]) => things.filter(({ at }) => at <= now);
        const then = planAtBeginning(until(all), factsOverTime(until(happened)));
        if (then !== null) expect(planAtBeginning(all, factsOverTime(happened))).toEqual(then);
      }),
    );
  });

  it("is the newest of its plan at that moment", () => {
    const one = (version: number, at: number, retired = false) => ({
      planId: "a",
      version,
      at,
      retired,
      target: "ACC" as const,
      priorities: PRIORITIES,
    });
    const all = [one(1, 10), one(2, 20), one(3, 30, true)];
    const opened = (at: number) => factsOverTime([{ at, subcategory: "ACC.INJ", priority: "P1" }]);
    expect(planAtBeginning(all, opened(5))).toBeNull();
    expect(planAtBeginning(all, opened(15))?.plan.version).toBe(1);
    expect(planAtBeginning(all, opened(25))?.plan.version).toBe(2);
    expect(planAtBeginning(all, opened(35))).toBeNull();
    expect(planAtBeginning(all, opened(25))?.at).toBe(25);
    expect(inForceAt(all, 25).map(({ version: newest }) => newest)).toEqual([2]);
  });
});

describe("the plan whose units are asked for", () => {
  it("is never one that does not fit what the intervention is", () => {
    fc.assert(
      fc.property(versions, changes, (all, happened) => {
        const moments = factsOverTime(happened);
        const now = moments.at(-1);
        if (now === undefined) return;
        const chosen = planAtBeginning(all, moments);
        const by = planToSendBy(all, now, chosen);
        const plan = by === "in_use" ? (chosen?.plan ?? null) : by;
        if (plan === null) return;
        expect([now.subcategory, categoryOf(now.subcategory)]).toContain(plan.target);
        expect(plan.priorities).toContain(now.priority);
      }),
    );
  });

  it("stays the one in use where only the plans have changed", () => {
    const all = [
      { planId: "a", version: 1, at: 0, retired: false, target: "ACC" as const, priorities: PRIORITIES },
      { planId: "b", version: 1, at: 20, retired: false, target: "ACC.INJ" as const, priorities: PRIORITIES },
    ];
    const facts = { subcategory: "ACC.INJ", priority: "P1" } as const;
    expect(planToSendBy(all, facts, { plan: { planId: "a" }, at: 10 })).toBe("in_use");
    expect(planToSendBy(all, facts, { plan: { planId: "a" }, at: 30 })).toMatchObject({ planId: "b" });
    expect(planToSendBy(all, { ...facts, subcategory: "DRG.USE" }, { plan: { planId: "a" }, at: 10 })).toBeNull();
  });
});

const step = (stepId: string, ar = "خطوة"): KeptStep => ({ stepId, text: { ar, fr: "pas", en: "step" }, who: null });
const content = (steps: readonly KeptStep[]) => ({
  priorities: PRIORITIES,
  needs: [],
  steps,
  partners: ["health"],
  cameras: { kind: "nearest" as const, count: 3 },
  retired: false,
});

describe("versions", () => {
  it("say each step that came, went, was reworded or moved, and nothing where they are the same", () => {
    const before = content([step("1"), step("2"), step("3")]);
    expect(planDifferences(before, before)).toEqual([]);
    const after = { ...content([step("3"), step("1", "أخرى"), step("4")]), retired: true, partners: [] };
    expect(planDifferences(before, after).map(({ kind }) => kind)).toEqual([
      "retired",
      "partners",
      "step_removed",
      "step_changed",
      "step_added",
      "steps_moved",
    ]);
  });

  it("keep the ids of steps that were there, each once", () => {
    let made = 0;
    const kept = assignStepIds([step("2"), { ...step("1"), stepId: null }, step("2"), step("9")], new Set(["1", "2"]), () => `n${++made}`);
    expect(kept.map(({ stepId }) => stepId)).toEqual(["2", "n1", "n2", "n3"]);
  });

  it("ask for something", () => {
    expect(checkPlan({ ...content([]), partners: [] })).toMatchObject({ ok: false, error: { code: "plan.empty" } });
    expect(checkPlan({ ...content([]), partners: ["health", "health"] })).toMatchObject({ ok: true, value: { partners: ["health"] } });
  });
});

describe("the plans that a room begins with", () => {
  const kept = DEFAULT_PLANS.map((plan, index) => ({ ...plan, planId: String(index), retired: false }));

  it("are told from each other, and asked for something", () => {
    for (const plan of kept) {
      expect(overlapping(kept, plan), plan.target).toBeNull();
      expect(checkPlan(plan).ok, plan.target).toBe(true);
    }
    expect(kept.length).toBeGreaterThanOrEqual(15);
  });

  it("fit every category but «other» as a whole, and never what is unclassified", () => {
    for (const { code } of CATEGORIES.filter((one) => one.code !== "OTH")) {
      const own = SUBCATEGORIES.filter((one) => categoryOf(one.code) === code);
      for (const one of own) expect(planFor(kept, { subcategory: one.code, priority: "P3" }), one.code).not.toBeNull();
    }
    expect(planFor(kept, { subcategory: "OTH.UNK", priority: "P3" })).toBeNull();
  });

  it("are written in three different languages", () => {
    for (const { target, steps } of DEFAULT_PLANS)
      for (const { text } of steps) expect(new Set(LANGUAGES.map((language) => text[language])).size, `${target} ${text.en}`).toBe(3);
  });
});
