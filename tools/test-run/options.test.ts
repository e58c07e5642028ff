import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("everything runs by default; --only and words choose", () => {
  expect(readOptions([])).toEqual({ parts: ["check", "unit", "e2e"], filters: [], minutes: 45 });
  expect(readOptions(["--only", "e2e,check"])?.parts).toEqual(["check", "e2e"]);
  expect(readOptions(["server/src/audit"])).toMatchObject({ parts: ["unit", "e2e"], filters: ["server/src/audit"] });
  expect(readOptions(["--only", "check", "types"])).toMatchObject({ parts: ["check"], filters: ["types"] });
});

test("what makes no sense is refused", () => {
  expect(readOptions(["--only", "all"])).toBeNull();
  expect(readOptions(["--minutes", "soon"])).toBeNull();
  expect(readOptions(["--what"])).toBeNull();
});
