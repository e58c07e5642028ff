import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languages } from "../language.ts";
import { createFormat } from "./format.ts";
import { instantOf, localTime } from "./local-time.ts";

const ar = createFormat("ar");
const fr = createFormat("fr");
const en = createFormat("en");
const night = Date.UTC(2026, 3, 18, 1, 41, 7, 120);
const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2090, 0, 1) });

describe("dates and times of Algiers", () => {
  it("writes the date as Algerian papers do", () => {
    expect(ar.date(night)).toBe("السبت 18 أفريل 2026");
    expect(fr.date(night)).toBe("sam. 18 avril 2026");
    expect(en.date(night)).toBe("Sat 18 April 2026");
  });

  it("writes the first of the month in French with its ending", () => {
    const first = Date.UTC(2026, 10, 1, 12);
    expect(fr.day(first)).toBe("1er novembre 2026");
    expect(fr.shortDay(first)).toBe("1er nov.");
    expect(ar.day(first)).toBe("1 نوفمبر 2026");
  });

  it("is one hour ahead of UTC, on a 24-hour clock, also over midnight", () => {
    expect(ar.time(night)).toBe("02:41:07");
    expect(en.frameTime(night)).toBe("02:41:07.120");
    expect(fr.shortTime(Date.UTC(2026, 11, 31, 23, 30))).toBe("00:30");
    expect(fr.numericDay(Date.UTC(2026, 11, 31, 23, 30))).toBe("01/01/2027");
  });

  it("joins day and time with the comma of the language", () => {
    expect(ar.dateTime(night)).toBe("18 أفريل 2026، 02:41:07");
    expect(fr.dateTime(night)).toBe("18 avril 2026, 02:41:07");
    expect(en.month(night)).toBe("April 2026");
  });

  it("says that it does not know instead of inventing", () => {
    for (const at of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(ar.time(at)).toBe("؟");
      expect(fr.date(at)).toBe("?");
    }
  });

  it("never writes a digit other than 0–9", () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...languages), (at, language) => {
        const format = createFormat(language);
        for (const text of [format.date(at), format.time(at), format.dateTime(at), format.numericDay(at)]) {
          expect(text).not.toMatch(/(?![0-9])\p{Nd}/u);
        }
      }),
    );
  });

  it("finds again the instant that it shows", () => {
    fc.assert(
      fc.property(instants, (at) => {
        const whole = Math.floor(at / 1000) * 1000;
        const local = localTime(whole);
        expect(local && instantOf(local, local)).toBe(whole);
      }),
    );
  });

  it("refuses a date that does not exist", () => {
    expect(instantOf({ year: 2026, month: 2, day: 30 }, { hour: 1, minute: 0, second: 0 })).toBeUndefined();
  });
});
