import { expect, test } from "vitest";
import { makeProject } from "../project/fixture.ts";
import { ALL_CHECKS } from "./all.ts";
import type { Check } from "./check.ts";
import { checkOfFiles } from "./each-file.ts";
import { findingsIn } from "./findings.ts";
import { format } from "./code/format.ts";
import { lint } from "./code/lint.ts";
import { ofChange } from "./run-checks.ts";
import { unsafeCalls } from "./code/unsafe-calls.ts";

const finding = (file: string) => ({ file, message: "is wrong", cure: "make it right" });
const odd = checkOfFiles(
  "odd",
  (path) => path.endsWith(".ts"),
  ({ path, text }) => (text === "odd" ? [finding(path)] : []),
);

test("a check of files looks at the changed ones alone, and a check of the whole at everything", async () => {
  const root = await makeProject({ "a.ts": "odd", "b.ts": "odd", "c.md": "odd" });
  const whole: Check = { name: "whole", run: async () => [finding("b.ts")] };
  const found = await Promise.all(ofChange([odd, whole], ["a.ts", "c.md", "gone.ts"]).map((check) => check.run(root, () => undefined)));
  expect(found).toEqual([[finding("a.ts")], [finding("b.ts")]]);
  expect(await odd.run(root, () => undefined)).toEqual([finding("a.ts"), finding("b.ts")]);
});

test("the slow checks are left out, and all others run", () => {
  const names = ofChange(ALL_CHECKS, []).map(({ name }) => name);
  const left = ALL_CHECKS.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
  expect(left).toEqual(["statements", "partner documents", "dead code"]);
});

test("linter and formatter are given the changed files that are there, and run not at all without one", async () => {
  const root = await makeProject({ "a.ts": "export const   a = 1\n", "b.ts": "export const   b = 1\n", "c.sql": "select 1" });
  expect((await format.runOn?.(root, ["b.ts", "c.sql", "gone.ts"]))?.map(({ file }) => file)).toEqual(["b.ts"]);
  expect([await format.runOn?.(root, ["gone.ts"]), await lint.runOn?.(root, ["c.sql", "gone.ts"])]).toEqual([[], []]);
});

test("a file that does not parse is one finding, and the others are checked", async () => {
  const broken = "export const a = (;";
  expect(await findingsIn(unsafeCalls, { "server/src/a.ts": broken, "server/src/b.ts": "eval(text);" })).toEqual([
    expect.stringMatching(/^server\/src\/a\.ts cannot be read: server\/src\/a\.ts does not parse: /u),
    "server/src/b.ts:1 runs text as code",
  ]);
});
