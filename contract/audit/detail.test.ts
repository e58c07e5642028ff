import { expect, it } from "vitest";
import { FACT_KEYS, isCommitted, isWords, WORD_KEYS } from "./detail.ts";

it("takes no key for both a fact and words of a person", () => {
  expect([...WORD_KEYS].filter((key) => FACT_KEYS.has(key))).toEqual([]);
});

it("knows words by their key, whatever shape they have, and no number or commitment", () => {
  expect(isWords("reason", "because")).toBe(true);
  expect(isWords("texts", { ar: "نص" })).toBe(true);
  for (const value of [3, true, null, { committed: "ab" }]) expect(isWords("reason", value)).toBe(false);
  expect(isWords("code", "D-1")).toBe(false);
  expect(isCommitted({ committed: "ab", more: 1 })).toBe(false);
});
