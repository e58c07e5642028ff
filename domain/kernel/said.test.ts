import * as fc from "fast-check";
import { expect, it } from "vitest";
import { isSaid, isWritten } from "./index.ts";

it("takes no dot, blank, dash, mark or repeated letter for a reason, in any script", () => {
  for (const nothing of [
    null,
    undefined,
    "",
    ".",
    "-",
    " \u200f ",
    "…!?",
    "x",
    "ok",
    "aaa",
    "AaaA",
    "111",
    "ببب",
    "ـــس",
    "س ـ س ـ س",
    "😀😀😀",
  ])
    expect(isSaid(nothing), JSON.stringify(nothing)).toBe(false);
  for (const words of ["غاز", "feu", "118/26", "وُجد سالما", "found", "12 b"]) expect(isSaid(words), words).toBe(true);
});

it("takes no letter that nobody sees for a name or a reason", () => {
  for (const unseen of ["\u200f", "\u200b", "\u3164", "\u115f\u1160\uffa0\u3164", "\u2800", "\u{e0041}", ".", "«»", "ـ"])
    expect([isWritten(unseen), isSaid(unseen)], JSON.stringify(unseen)).toEqual([false, false]);
  for (const name of ["أ", "٣", "1", "한", "ⵣ", "\u3164a"]) expect(isWritten(name), name).toBe(true);
});

it("does not depend on blanks, marks and signs around the words", () => {
  const blank = fc.constantFrom(" ", "\u200f", ".", "ـ", "-", "\n");
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "B", "ب", "س", "٣", "7"), { maxLength: 6 }),
      fc.array(blank, { maxLength: 6 }),
      (signs, around) => {
        const plain = signs.join("");
        const drawn = signs.map((sign, index) => sign + (around[index] ?? "")).join("");
        expect(isSaid(drawn)).toBe(isSaid(plain));
        expect(isSaid(plain)).toBe(signs.length >= 3 && new Set(signs).size > 1);
        expect(isWritten(drawn)).toBe(signs.length > 0);
      },
    ),
  );
});
