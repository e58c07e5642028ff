import { expect, it } from "vitest";
import { Tries } from "./tries.ts";

it("refuses an address after sixty wrong tries, until its minute is over, and no other address", () => {
  const tries = new Tries();
  for (let n = 0; n < 60; n++) expect(tries.begin("a", n).ok).toBe(true);
  expect(tries.begin("a", 1_000)).toEqual({ ok: false, error: { code: "request.too_many", params: { seconds: 59 } } });
  expect(tries.begin("b", 1_000).ok).toBe(true);
  expect(tries.begin("a", 60_000).ok).toBe(true);
});

it("does not count what was right", () => {
  const tries = new Tries();
  for (let n = 0; n < 500; n++) {
    expect(tries.begin("a", n).ok).toBe(true);
    tries.giveBack("a");
  }
});
