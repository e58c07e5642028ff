import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../search/index.ts";
import { latinNames, type AccountName } from "./index.ts";

test("a name has its one Latin spelling, also if two accounts share both", () => {
  const both = { name: "سمير بن علي", nameLatin: "Samir Benali" };
  expect(latinNames([both, both, { name: "كريم", nameLatin: null }])).toEqual([both]);
});

test("a name that two spellings answer, or one account without any, has none", () => {
  const one = { name: "سمير", nameLatin: "Samir" };
  expect(latinNames([one, { ...one, nameLatin: "Semir" }])).toEqual([]);
  expect(latinNames([one, { ...one, nameLatin: null }])).toEqual([]);
});

test("a spelling of two names is given to neither, however it is written", () => {
  expect(
    latinNames([
      { name: "ليلى", nameLatin: "Leïla" },
      { name: "ليلا", nameLatin: "LEILA" },
      { name: "نورة", nameLatin: "Noura" },
    ]),
  ).toEqual([{ name: "نورة", nameLatin: "Noura" }]);
});

const accounts = fc.array(
  fc.record<AccountName>({
    name: fc.constantFrom("ا", "ب", "ت", "ث"),
    nameLatin: fc.constantFrom(null, "A", "a", "B", "C", "D"),
  }),
);

test("in Latin letters two names never read as one, and no account reads as what nobody typed for it", () => {
  fc.assert(
    fc.property(accounts, (all) => {
      const shown = latinNames(all);
      expect(new Set(shown.map(({ name }) => name)).size).toBe(shown.length);
      expect(new Set(shown.map(({ nameLatin }) => fold(nameLatin))).size).toBe(shown.length);
      for (const { name, nameLatin } of shown)
        for (const one of all) {
          if (one.name === name) expect(one.nameLatin).toBe(nameLatin);
          else expect(one.nameLatin === null || fold(one.nameLatin) !== fold(nameLatin)).toBe(true);
        }
    }),
  );
});

test("a name that is alone with its spelling has it", () => {
  fc.assert(
    fc.property(accounts, (all) => {
      const whole = [...all, { name: "ج", nameLatin: "Z" }];
      expect(latinNames(whole)).toContainEqual({ name: "ج", nameLatin: "Z" });
    }),
  );
});
