import * as fc from "fast-check";
import { expect, it } from "vitest";
import { answeredAfter } from "./marks.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

it("marks the answer within the recording, or nowhere", () => {
  const BEGAN = 1_800_000_000_000;
  fc.assert(
    fc.property(fc.integer({ min: -60_000, max: 600_000 }), fc.integer({ min: 1, max: 500 }), (afterMs, seconds) => {
      const after = answeredAfter({ beganAt: iso(BEGAN), answeredAt: iso(BEGAN + afterMs), seconds });
      if (afterMs > 0 && afterMs < seconds * 1000) expect(after).toBeCloseTo(afterMs / 1000, 6);
      else expect(after).toBeNull();
    }),
  );
  expect(answeredAfter({ beganAt: null, answeredAt: iso(BEGAN), seconds: 9 })).toBeNull();
  expect(answeredAfter({ beganAt: iso(BEGAN), answeredAt: null, seconds: 9 })).toBeNull();
});
