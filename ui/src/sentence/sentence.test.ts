import { expect, it } from "vitest";
import { sentence } from "./sentence.ts";

const ar = {
  a: {
    acts_zero: "لا شيء",
    acts_one: "فعل واحد",
    acts_two: "فعلان",
    acts_few: "{{count}} أفعال",
    acts_many: "{{count}} فعلا",
    acts_other: "{{count}} فعل",
  },
};

it("takes the plural form of Arabic", () => {
  const said = [0, 1, 2, 3, 11, 100].map((count) => sentence("ar", ar, "a.acts", { count }));
  expect(said).toEqual(["لا شيء", "فعل واحد", "فعلان", "3 أفعال", "11 فعلا", "100 فعل"]);
});

it("isolates what is put in, and shows the name of a key that is missing", () => {
  expect(sentence("en", { unit: "Unit {{code}}" }, "unit", { code: "P-1" })).toBe("Unit \u2068P-1\u2069");
  expect(sentence("en", {}, "no.such")).toBe("no.such");
});
