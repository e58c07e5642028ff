import * as fc from "fast-check";
import { expect, it } from "vitest";
import { cleanLine, cleanProse, cutTo, piecesOf } from "./clean-text.ts";

it.each([
  ["a number out of an iPhone's contacts", "\u202a+213 550 12 34 56\u202c", "+213 550 12 34 56"],
  ["a number with marks of an Arabic keyboard", "\u200f0550\u200e 12 34 56\u200f", "0550 12 34 56"],
  ["a place with isolates", "\u2068Cité Ennasr\u2069 عمارة 5", "Cité Ennasr عمارة 5"],
  ["a byte order mark and a NUL", "\ufeffحي\u0000 النصر", "حي النصر"],
  ["two lines", "حي\u000bالنصر\r\nعمارة\t5", "حي النصر عمارة 5"],
  ["marks alone", "\u200f\u202a \u200b\ufeff", ""],
  ["half of a sign", "a\ud83db", "ab"],
])("of %s what was typed is left", (_, text, left) => expect(cleanLine(text)).toBe(left));

it("leaves lines and tabs where there may be several, and what is typed in any script", () => {
  expect(cleanProse("سطر\u000bثان\nثالث\t.")).toBe("سطر\nثان\nثالث\t.");
  expect(cleanProse("a\u2028b\u0085c\u0007\u001b[0m")).toBe("a\nb\nc[0m");
  const typed = "لا\u200cيمكن 👩‍👩‍👧 ‏«5»";
  expect(cleanProse(typed)).toBe(typed);
});

it("cuts no sign in half", () => expect([cutTo("ab👩", 3), cutTo("ab👩", 4)]).toEqual(["ab", "ab👩"]));

it("parts a long text into pieces that lose no sign", () => {
  const text = fc.stringMatching(/^[a-cا👩 \n]{0,80}$/u);
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 20 }), (given, most) => {
      const pieces = piecesOf(given, most);
      expect(pieces.every((piece) => piece.length <= most && piece.trim() !== "" && piece.isWellFormed())).toBe(true);
      expect(pieces.join("").replaceAll(/\s/gu, "")).toBe(given.replaceAll(/\s/gu, ""));
    }),
  );
  expect(piecesOf("سطر أول\nسطر ثان طويل", 10)).toEqual(["سطر أول", "سطر ثان", "طويل"]);
});
