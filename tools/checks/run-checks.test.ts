import { expect, test } from "vitest";
import type { Check } from "./check.ts";
import { describeResult } from "./describe.ts";
import { runChecks } from "./run-checks.ts";

const finding = { file: "a.ts", line: 3, message: "is wrong", cure: "make it right" };
const holds: Check = { name: "holds", run: async () => [] };
const fails: Check = { name: "fails", run: async () => [finding] };
const crashes: Check = { name: "crashes", run: () => Promise.reject(new Error("no such program")) };

test("every check has a result; one that throws has crashed and stops no other", async () => {
  const told: string[] = [];
  const results = await runChecks([crashes, holds, fails], "/", ({ name }) => told.push(name));
  expect(told.toSorted()).toEqual(["crashes", "fails", "holds"]);
  expect(results.find(({ name }) => name === "crashes")).toMatchObject({ crash: "no such program", findings: [] });
  expect(results.find(({ name }) => name === "fails")).toMatchObject({ findings: [finding] });
});

test("a result is told with places and cures", () => {
  expect(describeResult({ name: "a", ms: 1234, findings: [] })).toBe("ok      a (1.2 s)");
  expect(describeResult({ name: "a", ms: 0, findings: [finding] })).toBe(
    "FAILED  a (0.0 s): 1 finding\n  a.ts:3  is wrong\n      cure: make it right",
  );
  expect(describeResult({ name: "a", ms: 0, findings: [], crash: "gone" })).toContain("did not come to its end");
  expect(describeResult({ name: "a", ms: 0, findings: Array.from({ length: 50 }, () => finding) })).toMatch(/… and 10 more$/u);
});
