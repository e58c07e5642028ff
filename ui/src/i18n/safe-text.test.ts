import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasHiddenCharacters, isolate, safeText } from "./safe-text.ts";

const hidden =
  "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200B\u200C\u200D\u200E\u200F\u061C\u2060\uFEFF\u00AD\u0000\u001B\u0085\u2028";

describe("texts from outside", () => {
  it("shows a command that turns the direction of reading", () => {
    expect(safeText("كريم \u202Egnp.exe")).toBe("كريم [U+202E]gnp.exe");
    expect(safeText("\u2067a\u2069")).toBe("[U+2067]a[U+2069]");
  });

  it("drops marks without width and keeps what can be read", () => {
    expect(safeText("ka\u200Brim\u200F")).toBe("karim");
    expect(safeText("سطر\nسطر\tنص")).toBe("سطر\nسطر\tنص");
    expect(safeText("a\r\nb\u0007")).toBe("a\nb[U+0007]");
  });

  it("leaves no hidden character and is stable", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Array.from(hidden), "ا", "a", "1", " ")), (letters) => {
        const safe = safeText(letters.join(""));
        expect(Array.from(safe).filter((letter) => hidden.includes(letter))).toEqual([]);
        expect(safeText(safe)).toBe(safe);
      }),
    );
  });

  it("does not touch ordinary writing", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ء-ي a-zA-ZÀ-ÿ0-9.,:'()]*$/u), (text) => {
        expect(safeText(text)).toBe(text);
        expect(hasHiddenCharacters(text)).toBe(false);
      }),
    );
  });

  it("cannot be made to close its own isolate", () => {
    expect(isolate("a\u2069b")).toBe("\u2068a[U+2069]b\u2069");
  });
});
