import { isPeriod, monthsOf } from "@amaliyat/domain/calendar";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choiceAt, choiceOf, lastHalf, numberOf, partsOf, periodOf, shifted, type NamedKind, type PeriodChoice } from "./period.ts";
import { statisticsSearch } from "./route.ts";

const kinds = fc.constantFrom<NamedKind>("half", "quarter", "month", "year");
const choices = kinds.chain((kind) =>
  fc.record({ kind: fc.constant(kind), year: fc.integer({ min: 2000, max: 2099 }), part: fc.integer({ min: 1, max: partsOf(kind) }) }),
);

describe("periods of a bulletin", () => {
  it("writes the days of a named period", () => {
    expect(periodOf({ kind: "half", year: 2023, part: 1 })).toEqual({ from: "2023-01-01", to: "2023-06-30" });
    expect(periodOf({ kind: "half", year: 2023, part: 2 })).toEqual({ from: "2023-07-01", to: "2023-12-31" });
    expect(periodOf({ kind: "quarter", year: 2024, part: 1 })).toEqual({ from: "2024-01-01", to: "2024-03-31" });
    expect(periodOf({ kind: "month", year: 2024, part: 2 })).toEqual({ from: "2024-02-01", to: "2024-02-29" });
    expect(periodOf({ kind: "year", year: 2023, part: 1 })).toEqual({ from: "2023-01-01", to: "2023-12-31" });
  });

  it("recognises every named period by its days, and calls the rest custom", () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const period = periodOf(choice);
        expect(isPeriod(period)).toBe(true);
        expect(monthsOf(period)).toHaveLength(12 / partsOf(choice.kind));
        expect(choiceOf(period)).toEqual(choice);
        expect(choiceAt(choice.kind, period.to)).toEqual(choice);
      }),
    );
    const odd = { from: "2023-01-01", to: "2023-05-31" };
    expect(choiceOf(odd)).toEqual({ kind: "custom", period: odd });
  });

  it("steps to the neighbour without a gap and back again", () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const next = shifted(choice, 1);
        expect(Date.parse(periodOf(next).from) - Date.parse(periodOf(choice).to)).toBe(86_400_000);
        expect(shifted(next, -1)).toEqual(choice);
      }),
    );
    const week: PeriodChoice = { kind: "custom", period: { from: "2023-03-01", to: "2023-03-07" } };
    expect(shifted(week, -1)).toEqual({ kind: "custom", period: { from: "2023-02-22", to: "2023-02-28" } });
  });

  it("opens on the half-year that is over, by the clock of Algiers", () => {
    expect(lastHalf(Date.parse("2026-11-25T10:00:00Z"))).toEqual({ kind: "half", year: 2026, part: 1 });
    expect(lastHalf(Date.parse("2026-12-31T23:30:00Z"))).toEqual({ kind: "half", year: 2026, part: 2 });
  });

  it("numbers what has a number", () => {
    expect(numberOf({ kind: "half", year: 2023, part: 1 })).toBe("2023/1");
    expect(numberOf({ kind: "year", year: 2023, part: 1 })).toBe("2023");
    expect(numberOf({ kind: "custom", period: { from: "2023-01-01", to: "2023-01-02" } })).toBeNull();
  });
});

describe("the address of the screen", () => {
  it("keeps a period only whole and possible", () => {
    expect(statisticsSearch({ from: "2023-01-01", to: "2023-06-30", language: "fr" })).toEqual({
      from: "2023-01-01",
      to: "2023-06-30",
      language: "fr",
    });
    expect(statisticsSearch({ from: "2023-02-30", to: "2023-06-30" })).toEqual({});
    expect(statisticsSearch({ from: "2023-07-01", to: "2023-06-30", language: "de", view: "imports" })).toEqual({ view: "imports" });
  });
});
