import { expect, it } from "vitest";
import * as fc from "fast-check";
import { cursor, line, moment, momentCursor, name, names3, prose, sought, text3, urgencyCursor } from "./fields.ts";

const takes = (text: string) => line(50).safeParse(text).success;

it("takes a line in any script, with the marks that a keyboard types", () => {
  for (const text of ["Salle d'opérations", "دورية\u200f 12 أ", "👩🏽‍🚒", "\u061cقطاع"]) expect(takes(text), text).toBe(true);
});

it("takes no line that is several, that cannot be kept, or that reads as another", () => {
  for (const text of ["a\nb", "a\tb", "a\0b", "a\u0085b", "a\u2028b", "a\ud800", "\u202enimda", "a\u2066b\u2069"])
    expect(takes(text), JSON.stringify(text)).toBe(false);
  expect(text3.safeParse({ ar: "ا", fr: "a", en: "\u202eb" }).success).toBe(false);
});

it("takes the words of a search without the marks that a copied text carries", () => {
  const mark = fc.constantFrom(
    "\u2068",
    "\u2069",
    "\u202a",
    "\u202b",
    "\u202e",
    "\u200e",
    "\u200f",
    "\u061c",
    "\u200b",
    "\u200d",
    "\ufeff",
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(mark, fc.constantFrom("R", "-", "2026", "شارع", " ", "é")), { maxLength: 12 }), (parts) => {
      const plain = parts.map(([, part]) => part).join("");
      expect(sought(100).parse(parts.flat().join(""))).toBe(plain.replaceAll(/ +/g, " ").trim());
    }),
  );
  expect(sought(100).parse("\u2068R-2026-000001\u2069\n")).toBe("R-2026-000001");
  expect(sought(3).safeParse("\u2068abc\u2069").success).toBe(true);
  expect(sought(3).safeParse("abcd").success).toBe(false);
});

it("takes no name of which nothing is seen, or that reads as another", () => {
  for (const text of ["\u200b", "\u200f \u200d", "\u3164", "\u2800", ".", "\u2068a\u2069"])
    expect(name(50).safeParse(text).success, JSON.stringify(text)).toBe(false);
  for (const text of ["أ", "1", "دورية\u200f 12"]) expect(name(50).safeParse(text).success, text).toBe(true);
  expect(names3.safeParse({ ar: "ا", fr: "a", en: "\u200b" }).success).toBe(false);
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

it("takes a place in a list at a moment that a row can have, and at no other", () => {
  const row = "5f0c7a52-7a0e-4d6b-9d0e-0f8a3f1c2b4d";
  const taken = (at: number): boolean[] => {
    const iso = Number.isNaN(new Date(at).getTime()) ? "" : new Date(at).toISOString();
    const places = [
      cursor.safeParse(btoa(`${iso} ${row}`)),
      momentCursor.safeParse(`${at}_${row}`),
      urgencyCursor.safeParse(`90_${at}_${row}`),
    ];
    return places.map(({ success }) => success);
  };
  // Imported work is as old as the police: its moments are before 1970.
  for (const at of [Date.UTC(1962, 6, 22), -1, 0, Date.UTC(2026, 3, 18), Date.UTC(2100) - 1])
    expect(taken(at), String(at)).toEqual([true, true, true]);
  for (const at of [999_999_999_999_999, 253_402_300_800_000, Date.UTC(2100), Date.UTC(1900) - 1, -62_167_219_200_000])
    expect(taken(at), String(at)).toEqual([false, false, false]);
});
