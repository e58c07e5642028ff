import { expect, test } from "vitest";
import { listOf } from "./constraints.ts";
import { makeProgram } from "./fixture.ts";
import { listFaults } from "./literals.ts";

test("a constraint of a list is read, any other is not", () => {
  expect(listOf("CHECK ((ending = ANY (ARRAY['b'::text, 'a, c'::text])))")).toEqual(["a, c", "b"]);
  expect(listOf("CHECK ((factors = ANY (ARRAY[1, 2])))")).toEqual(["1", "2"]);
  expect(listOf("CHECK ((state <> ALL (ARRAY['a'::text])) OR (b IS NULL))")).toBeNull();
  expect(listOf("CHECK (((state = ANY (ARRAY['a'::text])) = (b IS NULL)))")).toBeNull();
  expect(listOf("CHECK ((n > 0))")).toBeNull();
});

test("a constraint and its list in the code have the same values", async () => {
  const code = [
    'export const ENDINGS = ["a", "b"] as const;',
    'export type State = { kind: "a" } | { kind: "b"; more: string };',
    'export const KINDS = [{ code: "a" }, { code: "b" }] as const;',
    "export type Any = string;",
  ];
  using program = await makeProgram({ "lists.ts": code.join("\n") });
  const file = "server/src/lists.ts";
  const faults = (values: string[], list: string | null) =>
    listFaults(program, [{ name: "t.c", values }], { "t.c": list }).map(({ message }) => message);
  for (const path of ["ENDINGS", "State.kind", "KINDS.code"]) expect(faults(["a", "b"], `${file} ${path}`)).toEqual([]);
  expect(faults(["a", "c"], `${file} ENDINGS`)).toEqual([`constraint t.c refuses [b] and allows [c] beside ${file} ENDINGS`]);
  expect(faults(["a"], `${file} Any`)).toEqual([`${file} Any is no list`]);
  expect(faults(["a"], null)).toEqual([]);
  expect(listFaults(program, [{ name: "t.c", values: ["a"] }], { "t.gone": null }).map(({ message }) => message)).toEqual([
    "constraint t.c has no list of the code",
    "the database has no list constraint t.gone",
  ]);
});
