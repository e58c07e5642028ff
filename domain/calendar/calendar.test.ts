import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  formatTime,
  isLocalDay,
  isPeriod,
  localDay,
  localMonth,
  localYear,
  monthLabel,
  monthsOf,
  parseTime,
  spanOf,
  startOfDay,
} from "./index.ts";

const moment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) });

describe("local days", () => {
  test("the day begins an hour before the UTC one", () => {
    expect(startOfDay("2023-01-01")).toBe(Date.UTC(2022, 11, 31, 23));
    expect(localDay(Date.UTC(2022, 11, 31, 23))).toBe("2023-01-01");
    expect(localDay(Date.UTC(2022, 11, 31, 22, 59, 59, 999))).toBe("2022-12-31");
    expect(localYear(Date.UTC(2022, 11, 31, 23))).toBe(2023);
    expect(localMonth(Date.UTC(2023, 5, 30, 23))).toBe("2023-07");
  });

  test("every moment lies in the day that it is said to lie in", () => {
    fc.assert(
      fc.property(moment, (at) => {
        const day = localDay(at);
        expect(startOfDay(day)).toBeLessThanOrEqual(at);
        expect(startOfDay(addDays(day, 1))).toBeGreaterThan(at);
      }),
    );
  });

  test("days that do not exist", () => {
    for (const day of ["2023-02-29", "2023-13-01", "2023-1-1", "", "2023-04-31", "abcd-01-01"]) expect(isLocalDay(day)).toBe(false);
    expect(isLocalDay("2024-02-29")).toBe(true);
    expect(() => startOfDay("2023-02-30")).toThrow("2023-02-30");
  });

  test("a half year", () => {
    const half = { from: "2023-01-01", to: "2023-06-30" };
    expect(isPeriod(half)).toBe(true);
    expect(isPeriod({ from: half.to, to: half.from })).toBe(false);
    expect(spanOf(half)).toEqual({ from: startOfDay("2023-01-01"), to: startOfDay("2023-07-01") });
    expect(monthsOf(half)).toEqual(["2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2023-06"]);
    expect(monthsOf({ from: "2022-11-30", to: "2023-02-01" })).toEqual(["2022-11", "2022-12", "2023-01", "2023-02"]);
    expect(monthLabel("2023-07")).toEqual({ ar: "جويلية 2023", fr: "juillet 2023", en: "July 2023" });
  });
});

describe("times", () => {
  test("with an offset, and without one in local time", () => {
    const at = Date.UTC(2023, 0, 1, 2, 29, 58);
    expect(parseTime("2023-01-01T03:29:58+01:00")).toBe(at);
    expect(parseTime("2023-01-01T02:29:58Z")).toBe(at);
    expect(parseTime("2023-01-01 03:29:58")).toBe(at);
    expect(parseTime("2023-01-01T03:29")).toBe(at - 58_000);
    expect(parseTime("2023-01-01T03:29:58.5")).toBe(at + 500);
    expect(parseTime("2022-12-31T21:29:58-05:00")).toBe(at);
  });

  test("what is no time", () => {
    for (const text of [
      "",
      "01/02/2023 10:00",
      "2023-02-30T10:00",
      "2023-01-01T24:00",
      "2023-01-01T10:60",
      "2023-01-01",
      "2023-01-01T10:00+25:00",
      "=1+1",
    ])
      expect(parseTime(text)).toBeNull();
  });

  test("what is written is read back", () => {
    fc.assert(fc.property(moment, (at) => parseTime(formatTime(at)) === Math.floor(at / 1000) * 1000));
  });
});
