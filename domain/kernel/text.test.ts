import * as fc from "fast-check";
import { expect, it } from "vitest";
import { changedText3, LANGUAGES } from "./text.ts";

const text = fc.record({ ar: fc.string(), fr: fc.string(), en: fc.string() });
const part = fc.record({ ar: fc.string(), fr: fc.string(), en: fc.string() }, { requiredKeys: [] });

it("changes the languages that are given, and leaves the others", () => {
  fc.assert(
    fc.property(text, part, (before, change) => {
      const after = changedText3(before, change);
      for (const language of LANGUAGES) expect(after[language]).toBe(change[language] ?? before[language]);
    }),
  );
});
