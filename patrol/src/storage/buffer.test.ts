import * as fc from "fast-check";
import { expect, it } from "vitest";
import { add, BATCH, batchOf, isWorthKeeping, KEPT_MS, metres, NO_FIXES, without, type Fix } from "./buffer.ts";

const fix = (at: number, lat = 31.95): Fix => ({ lat, lon: 5.32, at, headingDeg: null });

it("takes a fix after 10 m and 5 s, or after a minute", () => {
  const last = fix(0);
  const moved = 31.95 + 12 / 111_320;
  expect(isWorthKeeping(null, last)).toBe(true);
  expect(isWorthKeeping(last, fix(4999, moved))).toBe(false);
  expect(isWorthKeeping(last, fix(5000, moved))).toBe(true);
  expect(isWorthKeeping(last, fix(59_999))).toBe(false);
  expect(isWorthKeeping(last, fix(60_000))).toBe(true);
  expect([isWorthKeeping(last, fix(19_999, moved), true), isWorthKeeping(last, fix(20_000, moved), true)]).toEqual([false, true]);
  expect(isWorthKeeping(last, fix(60_000), true)).toBe(true);
  expect(Math.round(metres(last, fix(0, moved)))).toBe(12);
});

it("gives up what is four hours old and says how many", () => {
  const box = [fix(0), fix(1), fix(KEPT_MS + 1)].reduce(add, NO_FIXES);
  expect(box).toMatchObject({ dropped: 1, fixes: [{ at: 1 }, { at: KEPT_MS + 1 }] });
});

it("sends each once, oldest first, at most 500 a time, with what came meanwhile left", () => {
  fc.assert(
    fc.property(fc.nat(1300), fc.nat(5), (count, between) => {
      let [box, at] = [NO_FIXES, 0];
      for (let i = 0; i < count; i += 1) box = add(box, fix((at += 1)));
      const sent: number[] = [];
      while (box.fixes.length > 0) {
        const batch = batchOf(box);
        expect(batch.length).toBeLessThanOrEqual(BATCH);
        if (sent.length === 0) for (let i = 0; i < between; i += 1) box = add(box, fix((at += 1)));
        sent.push(...batch.map((each) => each.at));
        box = without(box, batch);
      }
      expect(sent).toEqual(Array.from({ length: at }, (_, i) => i + 1));
    }),
    { numRuns: 30 },
  );
});
