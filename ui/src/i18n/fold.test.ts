import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, searchItems, searchRank } from "./fold.ts";

describe("folding for search", () => {
  it.each([
    ["أحمد", "احمد"],
    ["إسلام", "اسلام"],
    ["آمال", "امال"],
    ["مدرسة", "مدرسه"],
    ["مستشفى", "مستشفي"],
    ["شُرْطَة", "شرطه"],
    ["عـــمليات", "عمليات"],
    ["مؤجل", "موجل"],
    ["١٢٣", "123"],
    ["Ghardaïa", "ghardaia"],
    ["Cœur  de Ville", "coeur de ville"],
    ["l’entrée", "l'entree"],
    ["\u202Eكريم\u200F", "كريم"],
  ])("%s becomes %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  it("finds a text by any spelling of it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ء-يa-zà-ü0-9 ]{1,20}$/u), (text) => {
        expect(searchRank(text.toUpperCase(), text)).toBeGreaterThan(0);
      }),
    );
  });
});

describe("ranking", () => {
  it("puts the same text first, then beginnings, then beginnings of words, then the rest", () => {
    expect(searchRank("تقرت", "تقرت")).toBe(4);
    expect(searchRank("طريق", "طريق تقرت")).toBe(3);
    expect(searchRank("تقرت", "طريق تقرت")).toBe(2);
    expect(searchRank("قرت", "طريق تقرت")).toBe(1);
    expect(searchRank("غرداية", "طريق تقرت")).toBe(0);
  });

  it("takes the article for the beginning of a word, and words in any order", () => {
    expect(searchRank("سوق", "ساحة السوق")).toBe(2);
    expect(searchRank("سوق ساحة", "ساحة السوق")).toBe(2);
    expect(searchRank("marche gare", "Gare du Marché")).toBe(2);
  });

  it("keeps the order of equals and everything for an empty query", () => {
    const places = ["ساحة السوق", "سوق", "حي السوق", "القصر"];
    expect(searchItems(places, "سوق", (place) => place)).toEqual(["سوق", "ساحة السوق", "حي السوق"]);
    expect(searchItems(places, " ", (place) => place)).toEqual(places);
  });
});
