import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../search/index.ts";
import {
  canMean,
  formatHistoryReference,
  formatReference,
  parseReference,
  partReference,
  referenceOfDigits,
  referenceYear,
  spokenReference,
  tidyReference,
} from "./index.ts";

test("is written with six digits or more and read back", () => {
  expect(formatReference({ year: 2026, number: 123 })).toBe("2026-000123");
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 99_999_999 }), (year, number) => {
      expect(parseReference(formatReference({ year, number }))).toEqual({ year, number });
    }),
  );
});

test("behind 999999 the number grows a digit", () => {
  expect(formatReference({ year: 2026, number: 999_999 })).toBe("2026-999999");
  expect(formatReference({ year: 2026, number: 1_000_000 })).toBe("2026-1000000");
  expect(parseReference("2026-1000000")).toEqual({ year: 2026, number: 1_000_000 });
});

test("history has a form of its own, which is no reference of the room", () => {
  expect(formatHistoryReference({ year: 2019, number: 123 })).toBe("H-2019-000123");
  expect(parseReference("H-2019-000123")).toBeNull();
});

test("is found without its dashes, whatever its letter; other words stay", () => {
  const reference = fc.tuple(
    fc.constantFrom("A", "B", "H", "R"),
    fc.integer({ min: 1900, max: 2099 }),
    fc.integer({ min: 1, max: 9_999_999 }),
  );
  fc.assert(
    fc.property(reference, ([letter, year, number]) => {
      const written = `${letter}-${formatReference({ year, number })}`;
      expect(partReference(fold(written.replaceAll("-", "")))).toBe(fold(written));
      expect(partReference(fold(written))).toBe(fold(written));
    }),
  );
  for (const other of ["2026000001", "ab2026000001", "b202600", "b 12345 116 30", "شارع 2026000001"])
    expect(partReference(other)).toBe(other);
});

test("digits alone are spelled as its year and number", () => {
  for (const said of ["2026000001", "٢٠٢٦٠٠٠٠٠١", " 2026000001 "]) expect(referenceOfDigits(said)).toBe("2026 000001");
  expect(referenceOfDigits("20261000000")).toBe("2026 1000000");
  for (const other of ["000001", "202600001", "0661234567", "b2026000001", "2026 000001", "شارع 2026000001", ""])
    expect(referenceOfDigits(other), other).toBeNull();
});

test("what is none", () => {
  for (const text of ["2026-123", "2026-0000123", "26-000123", "2026-000000", "2026-000123 ", "٢٠٢٦-000123", ""])
    expect(parseReference(text)).toBeNull();
  expect(() => formatReference({ year: 2026, number: 0 })).toThrow("0");
});

test("the year is the local one", () => {
  expect(referenceYear(Date.UTC(2025, 11, 31, 22, 59))).toBe(2025);
  expect(referenceYear(Date.UTC(2025, 11, 31, 23))).toBe(2026);
});

const WRITTEN = [0x30, 0x660, 0x6f0, 0xff10];
/** Spells the digits of a text as a keyboard writes them. */
const typed = (text: string, zero: number) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

test("is read as people type it, in the digits of any keyboard", () => {
  const zeros = fc.constantFrom(...WRITTEN);
  const between = fc.constantFrom("-", "/", " ", "–", "\u200f-");
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 999_999 }), zeros, between, (year, number, zero, sign) => {
      const whole = formatReference({ year, number });
      const padded = String(number).padStart(6, "0");
      for (const said of [whole, ` ${year}${sign}${number} `, `${year}${padded}`])
        expect([spokenReference(typed(said, zero)), tidyReference(typed(said, zero))]).toEqual([{ year, number }, whole]);
      for (const said of [String(number), padded]) expect(spokenReference(typed(said, zero))).toEqual({ year: null, number });
      expect(tidyReference(typed(String(number), zero))).toBe(padded);
      expect(canMean(typed(padded, zero), whole)).toBe(true);
      expect(canMean(typed(whole, zero), formatReference({ year, number: number + 1 }))).toBe(false);
    }),
  );
});

test("means nothing of this room otherwise", () => {
  for (const said of [
    "",
    "0",
    "000000",
    "-1",
    " \u200f-12",
    "−٣",
    "–2026-000123",
    "2026-000000",
    "H-2019-000123",
    "سوق",
    "2026-12-31",
    "12345678901",
  ])
    expect(spokenReference(said)).toBeNull();
  expect(tidyReference(" H-2019-000123 ")).toBe("H-2019-000123");
  expect(canMean("2025-000007", "2026-000007")).toBe(false);
  expect(canMean("H-2019-000123", "H-2019-000123")).toBe(true);
});
