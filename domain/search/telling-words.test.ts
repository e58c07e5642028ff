import * as fc from "fast-check";
import { expect, it } from "vitest";
import { tellingWords } from "./index.ts";

const part = fc.constantFrom("a", "b", "x", "y", "long word", "x y");
const text = fc
  .array(fc.tuple(part, fc.constantFrom(", ", ". ", "؛ ", "\n", " ")), { maxLength: 30 })
  .map((parts) => parts.flat().join(""));
const tells = (words: string): boolean => words.includes("x") && words.includes("y");

it("quotes words that tell by themselves, or nothing where nothing tells", () => {
  fc.assert(
    fc.property(text, (given) => {
      const words = tellingWords(given, tells);
      expect(words !== null).toBe(tells(given));
      if (words !== null) expect(tells(words)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it("quotes the same of the same text, and nothing of the parts that tell nothing", () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(tellingWords(`${given}\nsafe`, tells)).toBe(tellingWords(`${given}\n`, tells));
      expect(tellingWords(`safe. x y. safe`, tells)).toBe("x y");
    }),
    { numRuns: 200 },
  );
});
