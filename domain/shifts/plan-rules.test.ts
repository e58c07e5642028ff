import * as fc from "fast-check";
import { expect, it, test } from "vitest";
import { DEFAULT_LIMITS, inARowS, isOverdue, judgePlan, type HeldShift } from "./index.ts";

const HOUR = 3_600_000;
const held = (from: number, to: number, change: Partial<HeldShift> = {}): HeldShift => ({
  shiftId: `h${from}`,
  sectorId: "SU1",
  name: "النهار",
  chief: "a",
  isOver: false,
  from: from * HOUR,
  to: to * HOUR,
  ...change,
});
const planned = (from: number, to: number, change = {}) => ({
  shiftId: "new",
  sectorId: "SU1",
  chief: "b",
  from: from * HOUR,
  to: to * HOUR,
  ...change,
});
const judge = (plan: ReturnType<typeof planned>, others: readonly HeldShift[], anyway: string | null = null) => {
  const result = judgePlan(plan, others, DEFAULT_LIMITS, anyway);
  return result.ok ? (result.value ?? "ok") : result.error.code;
};

test("an overlap in the sector, a chief in two sectors and a long row are taken with a reason; a row beyond the most is not", () => {
  expect(judge(planned(8, 16), [held(0, 8)])).toBe("ok");
  expect(judge(planned(8, 16), [held(0, 8.5)])).toBe("ok");
  expect(judge(planned(8, 16), [held(0, 9)])).toBe("shift.overlaps");
  expect(judge(planned(8, 16), [held(0, 9)], ".")).toBe("shift.overlaps");
  expect(judge(planned(8, 16), [held(0, 9, { isOver: true })])).toBe("ok");
  const elsewhere = held(8, 16, { sectorId: "SU2", chief: "b" });
  expect(judge(planned(8, 16), [elsewhere])).toBe("shift.chief_elsewhere");
  expect(judgePlan(planned(8, 16), [elsewhere], DEFAULT_LIMITS, "نقص في الرؤساء")).toEqual({ ok: true, value: "shift.chief_elsewhere" });
  // Its own earlier form is not beside it.
  expect(judge(planned(8, 16), [held(8, 16, { shiftId: "new" })])).toBe("ok");
  const own = (from: number, to: number) => held(from, to, { chief: "b" });
  expect(judge(planned(8, 14), [own(0, 8)])).toBe("shift.long_row");
  expect(judge(planned(8, 16), [own(0, 8)], "لا بديل له")).toBe("shift.long_row");
  expect(judge(planned(8, 17), [own(0, 8)], "لا بديل له")).toBe("shift.beyond_most");
  // Enough rest between: two rows.
  expect(judge(planned(16, 24), [own(0, 8)])).toBe("ok");
});

it("counts a row by what is worked in it, in whatever order its shifts are held", () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 12 })).map(([from, hours]) => held(from, from + hours));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 6 }), fc.integer({ min: 0, max: 60 }), (others, from) => {
      const plan = planned(from, from + 8, { chief: "a" });
      const row = inARowS(plan, others, DEFAULT_LIMITS.chief_rest);
      expect(row).toBe(inARowS(plan, others.toReversed(), DEFAULT_LIMITS.chief_rest));
      expect(row).toBeGreaterThanOrEqual(8 * 3600);
      expect(row).toBeLessThanOrEqual((8 + others.reduce((sum, one) => sum + (one.to - one.from) / HOUR, 0)) * 3600);
      expect(inARowS(plan, others, 1)).toBeLessThanOrEqual(row);
    }),
  );
});

test("a shift past its end that nobody handed over is overdue", () => {
  const at = (kind: "planned" | "running" | "handing_over" | "handed_over" | "cancelled", now: number) => isOverdue({ kind, to: 10 }, now);
  expect([at("running", 9), at("running", 10), at("handing_over", 11)]).toEqual([false, true, true]);
  expect([at("planned", 11), at("handed_over", 11), at("cancelled", 11)]).toEqual([false, false, false]);
});
