import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinDateTime, parseClock, parseDay, stepClock, stepDay, writeClock, writeDay } from "./date-time-text.ts";

const april = { year: 2026, month: 4, day: 18 };

describe("typed dates and times", () => {
  it.each(["18/04/2026", "18/4/26", "18-04-2026", "18.4.2026", "18042026", " 18 04 2026 ", "١٨/٠٤/٢٠٢٦"])("reads the day %s", (text) => {
    expect(parseDay(text)).toEqual(april);
  });

  it.each(["30/02/2026", "2026-04-18", "18/04", "18/13/2026", "0/1/2026", "abc", ""])("does not read the day %s", (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it.each([
    ["02:41:07", { hour: 2, minute: 41, second: 7 }],
    ["2:41", { hour: 2, minute: 41, second: 0 }],
    ["2h41", { hour: 2, minute: 41, second: 0 }],
    ["0241", { hour: 2, minute: 41, second: 0 }],
    ["024107", { hour: 2, minute: 41, second: 7 }],
  ])("reads the time %s", (text, clock) => {
    expect(parseClock(text)).toEqual(clock);
  });

  it.each(["24:00", "12:60", "12:00:60", "2:4", "12", ""])("does not read the time %s", (text) => {
    expect(parseClock(text)).toBeUndefined();
  });

  it("reads what it writes", () => {
    const days = fc.integer({ min: 0, max: 40_000 }).map((by) => stepDay({ year: 1970, month: 1, day: 1 }, by));
    const clocks = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      second: fc.integer({ min: 0, max: 59 }),
    });
    fc.assert(
      fc.property(days, clocks, (day, clock) => {
        expect(parseDay(writeDay(day))).toEqual(day);
        expect(parseClock(writeClock(clock))).toEqual(clock);
        expect(stepClock(stepClock(clock, 1), -1)).toEqual(clock);
      }),
    );
  });

  it("joins both in the time of Algiers, and gives nothing while a part is missing", () => {
    expect(joinDateTime(april, { hour: 2, minute: 41, second: 7 })).toBe(Date.UTC(2026, 3, 18, 1, 41, 7));
    expect(joinDateTime(april, null)).toBeNull();
    expect(joinDateTime(null, null)).toBeNull();
  });

  it("steps over the end of a month and round midnight", () => {
    expect(stepDay({ year: 2026, month: 2, day: 28 }, 1)).toEqual({ year: 2026, month: 3, day: 1 });
    expect(stepClock({ hour: 23, minute: 59, second: 7 }, 1)).toEqual({ hour: 0, minute: 0, second: 7 });
  });
});
