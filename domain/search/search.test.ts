import * as fc from "fast-check";
import { expect, test } from "vitest";
import { codeKey, fold, foldedWords, score, search } from "./index.ts";

test("Arabic spellings meet", () => {
  expect(fold("إزعاج")).toBe(fold("ازعاج"));
  expect(fold("سَرِقَة")).toBe("سرقه");
  expect(fold("مشفى")).toBe(fold("مشفي"));
  expect(fold("أسـرة، آل مسؤول")).toBe("اسره ال مسوول");
  expect(fold("٢٠٢٣")).toBe("2023");
});

test("French and English spellings meet", () => {
  expect(fold("Manœuvres dangereuses")).toBe("manoeuvres dangereuses");
  expect(fold("Délit de fuite")).toBe("delit de fuite");
  expect(fold("l'étalage")).toBe("l etalage");
});

test("direction marks vanish", () => {
  expect(fold("a\u202Eb\u200Fc")).toBe("abc");
});

test("folding twice is folding once", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => fold(fold(text)) === fold(text)));
});

test("the article is no part of the word", () => {
  expect(foldedWords("السرقة")).toEqual(foldedWords("سرقة"));
  expect(foldedWords("ألو")).toEqual(["الو"]);
});

test("a word is found by its beginning while its article is typed", () => {
  const gates = { code: "", texts: ["مداخل المدينة"] };
  for (const typed of ["مداخل الم", "مداخل المد", "مداخل المدينة", "مدينة"])
    expect([typed, score(typed, gates) > 0]).toEqual([typed, true]);
  expect(score("مداخل الواحة", gates)).toBe(0);
});

test("code before beginning of words before inside", () => {
  const entries = [
    { code: "X.AAA", texts: ["infraction"] },
    { code: "X.BBB", texts: ["fraction of something"] },
    { code: "FRA", texts: ["other"] },
  ];
  expect(search("fra", entries, (entry) => entry).map((entry) => entry.code)).toEqual(["FRA", "X.BBB", "X.AAA"]);
  expect(score("", { code: "A", texts: ["a"] })).toBe(0);
  expect(score("zzz", { code: "A", texts: ["a"] })).toBe(0);
});

test.each([
  [["٣٠٤", "304", "۳۰۴", "0304"], "304"],
  [["k31", "K-31", "ك٠٣١", "ك-031", "K_031", "ک ۳۱"], "k31"],
  [["ر-7", "R7"], "r7"],
  [["12-2", "١٢-٢"], "12 2"],
  [["122"], "122"],
])("%s are one code", (spellings, key) => {
  expect(spellings.map(codeKey)).toEqual(spellings.map(() => key));
  for (const one of spellings) expect(score(one, { code: spellings[0] ?? "", texts: [] })).toBe(4);
});
