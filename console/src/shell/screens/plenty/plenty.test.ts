import { isNothing } from "@amaliyat/contract/route";
import { ROUTES } from "@amaliyat/contract/table";
import { LANGUAGES } from "@amaliyat/domain/kernel";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { plentyOf } from "./plenty.ts";

const answered = ROUTES.filter(({ carriage, reply }) => carriage === "json" && !isNothing(reply));
const name = fc.constantFrom(...answered.map((route) => route.name));
function named(called: string) {
  const found = answered.find((route) => route.name === called);
  if (found === undefined) throw new Error(`${called} is no route with a reply`);
  return found;
}
const language = fc.constantFrom(...LANGUAGES);
const seed = fc.integer({ min: 1, max: 1_000_000 });

/** Lists anywhere in a value. */
function listsIn(value: unknown): readonly (readonly unknown[])[] {
  if (Array.isArray(value)) return [value, ...value.flatMap(listsIn)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(listsIn) : [];
}

test("a reply with plenty is one that its contract accepts, whatever the seed", () => {
  fc.assert(
    fc.property(name, language, seed, (called, spoken, from) => {
      const route = named(called);
      const { error } = route.reply.safeParse(plentyOf(route, spoken, from));
      expect(error?.message).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test("the same route, language and seed give the same reply, and another seed another one", () => {
  fc.assert(
    fc.property(name, language, seed, (called, spoken, from) => {
      expect(plentyOf(named(called), spoken, from)).toEqual(plentyOf(named(called), spoken, from));
    }),
    { numRuns: 100 },
  );
  const all = (from: number): string => JSON.stringify(answered.map((route) => plentyOf(route, "ar", from)));
  expect(all(1)).not.toBe(all(2));
});

test("every reply of the contract is accepted with the seed of the pictures", () => {
  const wrong = answered.flatMap((route) => {
    const { error } = route.reply.safeParse(plentyOf(route, "ar"));
    return error === undefined ? [] : [`${route.name}: ${error.message}`];
  });
  expect(wrong).toEqual([]);
});

test("a page of rows holds at least ten, each with an id of its own", () => {
  const pages = answered.filter(({ name }) =>
    ["interventions.list", "audit.page", "bolos.list", "calls.list", "reports.list"].includes(name),
  );
  expect(pages.length).toBeGreaterThan(3);
  for (const route of pages) {
    const longest = listsIn(plentyOf(route, "ar")).toSorted((one, other) => other.length - one.length)[0] ?? [];
    expect([route.name, longest.length]).toEqual([route.name, 12]);
    expect(new Set(longest.map((row) => JSON.stringify(row))).size).toBe(12);
  }
});
