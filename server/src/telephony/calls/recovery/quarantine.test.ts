import { expect, test } from "vitest";
import { Quarantine } from "./quarantine.ts";

test("a call that was there at two deaths within a minute is put into quarantine, and no other", () => {
  const quarantine = new Quarantine();
  expect(quarantine.died(["a", "b"], 0)).toEqual([]);
  expect(quarantine.died(["a", "c"], 60_000)).toEqual(["a"]);
  expect(quarantine.died(["b"], 60_001)).toEqual([]);
  expect(quarantine.died(["c", "d"], 100_000)).toEqual(["c"]);
  expect(quarantine.died(["c", "d"], 170_000)).toEqual([]);
});
