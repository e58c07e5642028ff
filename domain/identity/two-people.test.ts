import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  changeNeedsTwo,
  changeResetsSignIn,
  CODE_HALF_LENGTH,
  CODE_LETTERS,
  CODE_WRONG_ALLOWED,
  decideCode,
  needsTwo,
  plainHalf,
  ROLES,
  spellHalf,
  type Role,
  type Standing,
} from "./index.ts";

const standing = (role: Role, given: Partial<Standing> = {}): Standing => ({
  role,
  name: "ن",
  nameLatin: null,
  badge: "1",
  covers: ["SU1", "SU2"],
  designatedUntil: 1_000,
  ended: false,
  ...given,
});
const needs = (role: Role, given: Partial<Standing>): boolean => changeNeedsTwo(standing(role), standing(role, given));

describe("a change of an operator", () => {
  test.each<Partial<Standing>>([
    { role: "supervisor" },
    { role: "auditor" },
    { covers: ["SU1", "SU3"] },
    { designatedUntil: null },
    { designatedUntil: 1_001 },
    { name: "م" },
    { nameLatin: "M" },
    { badge: "2" },
  ])("to %j takes two", (given) => expect(needs("operator", given)).toBe(true));

  test.each<Partial<Standing>>([{}, { ended: true }, { covers: ["SU1"] }, { covers: [] }, { designatedUntil: 999 }, { role: "analyst" }])(
    "to %j works at once",
    (given) => expect(needs("operator", given)).toBe(false),
  );

  test("that gives back an ended designation takes two", () => {
    expect(changeNeedsTwo(standing("operator", { ended: true }), standing("operator"))).toBe(true);
  });
});

test("every change of an auditor takes two, and none is needed where nothing changes", () => {
  for (const given of [
    { ended: true },
    { role: "analyst" },
    { designatedUntil: 1 },
    { covers: [] },
    { name: "م" },
    { nameLatin: "M" },
    { badge: "2" },
  ] as const)
    expect(needs("auditor", given)).toBe(true);
  expect(needs("auditor", {})).toBe(false);
});

test("whoever gets a role of two from one that is given by one person alone loses the password", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ROLES), fc.constantFrom(...ROLES), (before, after) => {
      expect(changeResetsSignIn(before, after)).toBe(!needsTwo(before) && needsTwo(after));
      if (changeResetsSignIn(before, after)) expect(changeNeedsTwo(standing(before), standing(after))).toBe(true);
    }),
  );
});

describe("a one-time code", () => {
  test("opens once it is right and in time, and never after too many wrong tries", () => {
    expect(decideCode({ expiresAt: 10, wrong: 0 }, true, 9).ok).toBe(true);
    expect(decideCode({ expiresAt: 10, wrong: 0 }, true, 10)).toMatchObject({ error: { code: "code.expired" } });
    expect(decideCode({ expiresAt: 10, wrong: 0 }, false, 20)).toMatchObject({ error: { code: "code.wrong" } });
    expect(decideCode({ expiresAt: 10, wrong: CODE_WRONG_ALLOWED }, true, 9)).toMatchObject({ error: { code: "code.wrong" } });
  });

  test("is read however it was typed", () => {
    const half = CODE_LETTERS.slice(0, CODE_HALF_LENGTH);
    for (const typed of [spellHalf(half), ` ${spellHalf(half).toLowerCase()} `, half.split("").join(" ")])
      expect(plainHalf(typed)).toBe(half);
    expect(new Set(CODE_LETTERS).size).toBe(30);
  });
});
