import { needsPapers } from "@amaliyat/domain/bolos";
import { expect, it } from "vitest";
import { boloSaid } from "./shapes.ts";

/** Fields that take any words and are not read for a name, each with the reason. */
const EXEMPT: Readonly<Record<string, string>> = {
  namesNobody: "repeats words that were found in the other fields, and is dropped if it does not",
};
const NAME = "المدعو كمال بوزيد";
const BASE = { kind: "vehicle", priority: "P2", text: "سيارة بيضاء" };

/** The body with one field changed, as the room reads it; null if the field takes no free words. */
function bodyWith(path: readonly string[], words: string) {
  const [field = "", fact] = path;
  const body = { ...BASE, [field]: fact === undefined ? words : { [fact]: words } };
  const parsed = boloSaid.safeParse(body);
  return parsed.success ? parsed.data : null;
}

const said = (body: NonNullable<ReturnType<typeof bodyWith>>) => ({ ...body, facts: { ...body.facts, seenAt: null }, namesNobody: null });

const fields = Object.keys(boloSaid.shape).map((field) => [field]);
const facts = Object.keys(boloSaid.shape.facts.unwrap().shape).map((fact) => ["facts", fact]);

it("reads every field of a BOLO that takes free words for the name of a person", () => {
  const free = [...fields, ...facts].filter((path) => bodyWith(path, NAME) !== null);
  expect(free.map((path) => path.at(-1))).toContain("seenPlace");
  expect(free.length).toBeGreaterThan(8);
  for (const path of free) {
    const body = bodyWith(path, NAME);
    const isExempt = Object.hasOwn(EXEMPT, path.at(-1) ?? "");
    expect(body !== null && needsPapers(said(body)), path.join(".")).toBe(!isExempt);
  }
});
