import * as fc from "fast-check";
import { expect, it } from "vitest";
import { daysSpan, dayParts, dayText, lastDay, lastDays, weekOf } from "./spans.ts";

it("begins and ends days at midnight of Algiers", () => {
  expect(daysSpan("2026-03-01", "2026-03-01")).toEqual({ from: "2026-02-28T23:00:00.000Z", to: "2026-03-01T23:00:00.000Z" });
  expect(lastDays(Date.parse("2026-03-01T23:30:00Z"), 1).from).toBe("2026-03-01T23:00:00.000Z");
});

it("keeps the last 24 hours to the minute, and what is now inside", () => {
  const at = fc.integer({ min: 0, max: 4e12 });
  fc.assert(
    fc.property(at, (now) => {
      const { from, to } = lastDay(now);
      expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
      expect(Date.parse(to)).toBeGreaterThanOrEqual(now);
    }),
  );
});

it("begins weeks on Sunday, and turns days to parts and back", () => {
  expect([weekOf("2026-03-01"), weekOf("2026-03-07"), weekOf("2026-03-08")]).toEqual(["2026-03-01", "2026-03-01", "2026-03-08"]);
  expect(dayText(dayParts("2026-03-09"))).toBe("2026-03-09");
});
