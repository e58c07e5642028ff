import * as fc from "fast-check";
import { expect, test } from "vitest";
import { PRIORITIES } from "../interventions/index.ts";
import {
  boardOf,
  checkLimits,
  DEFAULT_LIMITS,
  figureOf,
  inOrder,
  LIMIT_CODES,
  unclassifiedShare,
  percentile,
  silentFor,
  type OpenWork,
} from "./index.ts";

test("a percentile lies between the least and the greatest, grows with the part, and has that part below it", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 }), fc.constantFrom(0.5, 0.9, 0.95), (values, p) => {
      const found = percentile(values, p) ?? -1;
      expect(found).toBeGreaterThanOrEqual(Math.min(...values));
      expect(found).toBeLessThanOrEqual(Math.max(...values));
      expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(Math.floor(p * (values.length - 1)) + 1);
      expect(percentile(values, 1)).toBe(Math.max(...values));
    }),
  );
  expect(percentile([], 0.5)).toBeNull();
  expect(percentile([10, 20], 0.5)).toBe(15);
});

test("every intervention is counted once: measured, negative, missing or pending", () => {
  const stamp = fc.option(fc.integer({ min: 0, max: 1e9 }));
  fc.assert(
    fc.property(fc.array(fc.record({ from: stamp, to: stamp, open: fc.boolean() })), (stamps) => {
      const { sample, negative, missing, pending } = figureOf(stamps);
      expect(sample + negative + missing + pending).toBe(stamps.length);
    }),
  );
  expect(figureOf([{ from: 1000, to: 0, open: false }])).toMatchObject({ sample: 0, negative: 1, p50: null });
  expect(figureOf([{ from: 0, to: null, open: true }])).toMatchObject({ pending: 1, missing: 0 });
});

const work: fc.Arbitrary<OpenWork> = fc.record({
  interventionId: fc.uuid(),
  priority: fc.constantFrom(...PRIORITIES),
  openedAt: fc.integer({ min: 0, max: 1e8 }),
  units: fc.array(
    fc.record({
      state: fc.constantFrom("assigned", "accepted", "en_route", "on_scene", "cleared", "refused"),
      assignedAt: fc.integer({ min: 0, max: 1e8 }),
      endedAt: fc.option(fc.integer({ min: 0, max: 1e8 })),
    }),
    { maxLength: 3 },
  ),
});

test("the board keeps everything, by priority and then by age, and says late exactly where a limit is passed", () => {
  fc.assert(
    fc.property(fc.array(work), fc.integer({ min: 1e8, max: 3e8 }), (works, at) => {
      const rows = boardOf(works, DEFAULT_LIMITS, at);
      expect(rows.map((row) => row.work.interventionId).toSorted()).toEqual(works.map((one) => one.interventionId).toSorted());
      for (const [i, row] of rows.entries()) {
        const before = rows[i - 1];
        if (before) {
          const [p, q] = [PRIORITIES.indexOf(before.work.priority), PRIORITIES.indexOf(row.work.priority)];
          expect(p < q || (p === q && before.work.openedAt <= row.work.openedAt)).toBe(true);
        }
        expect(row.late).toBe(row.waits.some((wait) => at - wait.since > DEFAULT_LIMITS[`${wait.watched}.${row.work.priority}`] * 1000));
      }
    }),
  );
});

test("an intervention without a unit waits from its opening, or from when its last unit ended", () => {
  const one: OpenWork = {
    interventionId: "i",
    priority: "P1",
    openedAt: 0,
    units: [{ state: "refused", assignedAt: 1000, endedAt: 5000 }],
  };
  const [row] = boardOf([one], DEFAULT_LIMITS, 66_000);
  expect(row?.waits[0]).toEqual({ watched: "waiting_unit", since: 5000, over: true });
});

test("one whose unit came and left waits for no unit, on the board as in the queue", () => {
  const units = [{ state: "cleared" as const, assignedAt: 1_000, endedAt: 5_000 }];
  const [row] = boardOf([{ interventionId: "i", priority: "P1", openedAt: 0, units }], DEFAULT_LIMITS, 66_000);
  expect(row?.waits.map(({ watched }) => watched)).toEqual(["age"]);
});

test("a unit is silent beyond the limit, and never while it is off duty", () => {
  const unit = { status: "available" as const, heardAt: 0, statusSince: 0 };
  expect(silentFor(unit, DEFAULT_LIMITS, 300_000)).toBeNull();
  expect(silentFor(unit, DEFAULT_LIMITS, 300_001)).toBe(300_001);
  expect(silentFor({ ...unit, status: "unavailable" }, DEFAULT_LIMITS, 1e9)).toBeNull();
});

test("limits are whole seconds from one to a week", () => {
  fc.assert(
    fc.property(fc.constantFrom(...LIMIT_CODES), fc.integer({ min: -5, max: 700_000 }), (code, value) => {
      expect(checkLimits({ ...DEFAULT_LIMITS, [code]: value }).ok).toBe(value >= 1 && value <= 604_800);
    }),
  );
  expect(checkLimits({ ...DEFAULT_LIMITS, unit_silent: 1.5 })).toMatchObject({ error: { params: { limit: "unit_silent" } } });
});

test("the share of what is unclassified is of nothing null", () => {
  expect([unclassifiedShare(0, 0), unclassifiedShare(1, 4)]).toEqual([null, 0.25]);
});

test("the order of the log does not depend on the order in which it was read", () => {
  const lines = fc.uniqueArray(fc.record({ at: fc.constantFrom("1", "2"), key: fc.string() }), {
    selector: ({ at, key }) => `${at}/${key}`,
  });
  fc.assert(
    fc.property(lines, (given) => {
      expect(inOrder(given)).toEqual(inOrder(given.toReversed()));
    }),
  );
});
