import { expect, it } from "vitest";
import { line, moment, prose, text3 } from "./fields.ts";

const takes = (text: string) => line(50).safeParse(text).success;

it("takes a line in any script, with the marks that a keyboard types", () => {
  for (const text of ["Salle d'opérations", "دورية\u200f 12 أ", "👩🏽‍🚒", "\u061cقطاع"]) expect(takes(text), text).toBe(true);
});

it("takes no line that is several, that cannot be kept, or that reads as another", () => {
  for (const text of ["a\nb", "a\tb", "a\0b", "a\u0085b", "a\u2028b", "a\ud800", "\u202enimda", "a\u2066b\u2069"])
    expect(takes(text), JSON.stringify(text)).toBe(false);
  expect(text3.safeParse({ ar: "ا", fr: "a", en: "\u202eb" }).success).toBe(false);
});

it("takes prose of several lines, and no other control character", () => {
  expect(prose(50).safeParse("سطر\n\tسطر\r\n").success).toBe(true);
  for (const text of ["a\0b", "a\u001bb", "a\udc00"]) expect(prose(50).safeParse(text).success, JSON.stringify(text)).toBe(false);
});

it("takes a moment of this century, whatever its offset says", () => {
  for (const text of ["2000-01-01T00:00:00Z", "2099-12-31T23:59:59.999Z", "2000-01-01T01:00:00+01:00", "2026-04-18T01:30:10+01:00"])
    expect(moment.safeParse(text).success, text).toBe(true);
  for (const text of [
    "0000-01-01T00:00:00Z",
    "1999-12-31T23:59:59Z",
    "2000-01-01T00:30:00+01:00",
    "2100-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
  ])
    expect(moment.safeParse(text).error?.issues[0]?.message, text).toBe("not between the years 2000 and 2100");
  expect(moment.safeParse("2026-04-18").success).toBe(false);
});
