import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("everything runs by default; --only and words choose", () => {
  expect(readOptions([])).toEqual({ parts: ["check", "unit", "e2e"], tier: { kind: "all" }, filters: [], minutes: 80 });
  expect(readOptions(["--only", "e2e,check"])?.parts).toEqual(["check", "e2e"]);
  expect(readOptions(["server/src/audit"])).toMatchObject({ parts: ["unit", "e2e"], filters: ["server/src/audit"] });
  expect(readOptions(["--only", "check", "types"])).toMatchObject({ parts: ["check"], filters: ["types"] });
});

test("a tier chooses tests by what they need or by what changed", () => {
  expect(readOptions(["--only", "pure"])).toMatchObject({ parts: ["check", "unit"], tier: { kind: "pure" } });
  expect(readOptions(["--changed"])).toMatchObject({ parts: ["check", "unit", "e2e"], tier: { kind: "changed", since: "HEAD" } });
  expect(readOptions(["--changed", "--since", "v1"])?.tier).toEqual({ kind: "changed", since: "v1" });
  expect(readOptions(["--since", "v1"])).toBeNull();
  expect(readOptions(["--only", "pure", "--changed"])).toBeNull();
});

test("what makes no sense is refused", () => {
  expect(readOptions(["--only", "all"])).toBeNull();
  expect(readOptions(["--minutes", "soon"])).toBeNull();
  expect(readOptions(["--what"])).toBeNull();
});
