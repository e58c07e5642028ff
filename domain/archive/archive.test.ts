import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localDay, startOfDay } from "../calendar/index.ts";
import { fold } from "../search/index.ts";
import { askedBy, isKey, mayNamePlace, readsNothing, readWords } from "./index.ts";

/** Saturday 18 April 2026, 14:30 in Algiers. */
const NOW = startOfDay("2026-04-18") + 14.5 * 3_600_000;
const HOUR = 3_600_000;

/** The span of a search as local days and hours: «2026-04-17 0h +24h». */
function told(text: string): string {
  const { span, kinds, rest } = readWords(text, NOW);
  const day = span === null ? null : localDay(span.from);
  const time = span === null || day === null ? "any" : `${day} ${(span.from - startOfDay(day)) / HOUR}h +${(span.to - span.from) / HOUR}h`;
  return [time, kinds.join(","), rest].join(" | ");
}

describe("the words of a search are read as a time, kinds and the rest", () => {
  test.each([
    ["أمس حادث شارع النخيل", "2026-04-17 0h +24h | ACC | شارع النخيل"],
    ["hier accident rue des Palmiers", "2026-04-17 0h +24h | ACC | rue des palmiers"],
    ["accident yesterday rue des Palmiers", "2026-04-17 0h +24h | ACC | rue des palmiers"],
    ["hier soir bagarre place du marché", "2026-04-17 17h +7h | OTH.ASL | place du marche"],
    ["ليلة أمس شجار في ساحة السوق", "2026-04-17 20h +10h | OTH.ASL | ساحه السوق"],
    ["حادث جسماني أول أمس", "2026-04-16 0h +24h | ACC.INJ | "],
    ["avant-hier cambriolage", "2026-04-16 0h +24h | THF.HOM | "],
    ["سرقة سيارة يوم الخميس", "2026-04-16 0h +24h | VTH.CAR | "],
    ["السبت الماضي", "2026-04-11 0h +24h |  | "],
    ["السبت", "2026-04-18 0h +24h |  | "],
    ["last saturday fire", "2026-04-11 0h +24h | OTH.FIR | "],
    ["il y a 3 jours vol de moto cité 5 juillet", "2026-04-15 0h +24h | VTH.MOT | cite 5 juillet"],
    ["قبل ٣ أيام", "2026-04-15 0h +24h |  | "],
    ["شارع أول نوفمبر", "any |  | شارع اول نوفمبر"],
    ["rue du 1er novembre", "any |  | rue du 1er novembre"],
    ["حي 5 جويلية أمس", "2026-04-17 0h +24h |  | حي 5 جويليه"],
    ["5 juillet", "2025-07-05 0h +24h |  | "],
    ["18 أفريل 2025", "2025-04-18 0h +24h |  | "],
    ["le 3 mars accident", "2026-03-03 0h +24h | ACC | "],
    ["18/04/2025", "2025-04-18 0h +24h |  | "],
    ["١٨/٠٤/٢٠٢٥", "2025-04-18 0h +24h |  | "],
    ["2025-12-31", "2025-12-31 0h +24h |  | "],
    ["vols en janvier 2025", "2025-01-01 0h +744h | THF | "],
    ["الشهر الماضي مخدرات", "2026-03-01 0h +744h | DRG | "],
    ["la semaine dernière", "2026-04-05 0h +168h |  | "],
    ["this week", "2026-04-12 0h +168h |  | "],
    ["حادث الساعة 21 أمس", "2026-04-17 20h +2h | ACC | "],
    ["hier 21h30 incendie", "2026-04-17 20.5h +2h | OTH.FIR | "],
    ["cette nuit", "2026-04-17 20h +10h |  | "],
    ["INT-2026-004512", "any |  | int 2026 004512"],
    ["12345-116-30", "any |  | 12345 116 30"],
    ["99/99/2026", "any |  | 99 99 2026"],
    ["0000-01-01", "any |  | 0000 01 01"],
    ["0001-01-01", "any |  | 0001 01 01"],
    ["01/01/1850", "any |  | 01 01 1850"],
    ["9999-12-31", "any |  | 9999 12 31"],
    ["2100-01-01", "any |  | 2100 01 01"],
    ["31/12/2099", "2099-12-31 0h +24h |  | "],
    ["5/7/1962", "1962-07-05 0h +24h |  | "],
    ["29 fevrier", "2024-02-29 0h +24h |  | "],
    ["29/02 accident", "2024-02-29 0h +24h | ACC | "],
    ["constructor", "any |  | constructor"],
    ["5 constructor", "any |  | 5 constructor"],
    ["hier constructor", "2026-04-17 0h +24h |  | constructor"],
    ["", "any |  | "],
  ])("%s", (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  test("a name that every object has is a word like another", () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    const said = fc.oneof(
      fc.constantFrom(...names),
      fc.constantFrom("5", "hier", "accident"),
      fc.string({ unit: "grapheme", maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(said, { maxLength: 6 }), (some) => {
        const { span, kinds } = readWords(some.join(" "), NOW);
        if (span !== null) expect([span.from, span.to].every(Number.isFinite)).toBe(true);
        expect(kinds.every((code) => typeof code === "string")).toBe(true);
      }),
    );
    for (const name of names) expect(readWords(name, NOW), name).toEqual({ span: null, kinds: [], rest: fold(name) });
  });

  test("words of signs alone, or of joints alone, say nothing", () => {
    for (const text of ["%", "'", "(.*)+$", "(((", "🚓", "ـ", "في", "de la", ""])
      expect(readsNothing(readWords(text, NOW)), text).toBe(true);
    for (const text of ["أمس", "حادث", "100%", "12", "رقم"]) expect(readsNothing(readWords(text, NOW)), text).toBe(false);
  });

  test("a day in figures is one that the database can compare, or no day", () => {
    const number = (max: number) => fc.oneof(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(number(9_999), number(99), number(99), fc.boolean(), (year, month, day, isIso) => {
        const named = String(year).padStart(4, "0");
        const { span } = readWords(isIso ? `${named}-${month}-${day}` : `${day}/${month}/${named}`, NOW);
        if (span === null) return;
        expect(span.from).toBeGreaterThanOrEqual(startOfDay("1900-01-01"));
        expect(span.to).toBeLessThanOrEqual(startOfDay("2100-01-01"));
      }),
      { numRuns: 2_000 },
    );
  });

  test("no text is too strange to be read, and a span is never backward", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }), (text, now) => {
        const { span, rest } = readWords(text, now);
        expect(rest).toBe(rest.trim());
        if (span !== null) expect(span.from).toBeLessThan(span.to);
      }),
    );
    const words = [
      "أمس",
      "hier",
      "soir",
      "31",
      "février",
      "juin",
      "2026",
      "قبل",
      "3",
      "أيام",
      "السبت",
      "الماضي",
      "1er",
      "حي",
      "21h",
      "الساعة",
      "99",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 8 }), (some) => {
        const { span } = readWords(some.join(" "), NOW);
        if (span !== null) expect(span.from).toBeLessThan(span.to);
      }),
    );
  });
});

test.each([
  ["000022", true],
  ["INT-2026-004512", true],
  ["b2026000001", true],
  ["ب٢٠٢٦٠٠٠٠٠١", true],
  ["0661 23 45 67", true],
  ["رقم 2026-000001", true],
  ["رقم 0661 23 45 67", true],
  ["رقم 12", false],
  ["12345-116-30", true],
  ["AB-123-CD", true],
  ["١٢٣٤٥ أ ٦", true],
  ["K-031", false],
  ["حي 1200", false],
  ["207", false],
  ["2026-04-17", false],
  ["شارع 123456", false],
  ["حادث", false],
  ["", false],
])("%s names one thing by its key: %s", (text, expected) => {
  expect(isKey(readWords(text, NOW))).toBe(expected);
});

test("a reference without its zeros is asked in full too, and the words as they are", () => {
  const read = (said: string) => {
    const { words, reference } = askedBy(readWords(said, NOW), null, { withClip: false, before: null, most: 1 });
    return [words.join(" "), reference];
  };
  expect(read("2026/12")).toEqual(["202612", "2026 000012"]);
  expect(read("رقم ٢٠٢٦/٥")).toEqual(["رقم 2026 5", "2026 000005"]);
  for (const other of ["2026-000012", "12/2026", "شارع 2026 5", "رقم 12", "2026/0"]) expect(read(other)[1], other).toBeNull();
});

test("a reference and a number are compared without the words that people say before them", () => {
  const marks = ["رقم", "الرقم", "n°", "N° ", "nº", "réf", "Réf.", "référence :", "المرجع", "ملف رقم", "dossier n°", "ref no"];
  const keys = ["2026-000001", "٢٠٢٦-٠٠٠٠٠١", "B-2026-000001", "0661 23 45 67", "12345-116-30"];
  const wordsOf = (text: string) => askedBy(readWords(text, NOW), null, { withClip: false, before: null, most: 1 }).words;
  fc.assert(
    fc.property(fc.constantFrom(...marks), fc.constantFrom("", " "), fc.constantFrom(...keys), (mark, gap, key) => {
      const text = `${mark}${gap === "" && /\p{L}$/u.test(mark) ? " " : gap}${key}`;
      expect(wordsOf(text), text).toEqual(wordsOf(key));
      expect(mayNamePlace(readWords(text, NOW)), text).toBe(false);
    }),
  );
  expect(wordsOf("رقم 12")).toEqual(["رقم", "12"]);
  expect(wordsOf("n 12 rue des palmiers")).toEqual(["n", "12", "rue", "des", "palmiers"]);
});
