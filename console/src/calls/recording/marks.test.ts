import * as fc from "fast-check";
import { expect, it } from "vitest";
import { answeredAfter, gapsOf } from "./marks.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

const BEGAN = 1_800_000_000_000;

it("shows the parts that were not kept within the recording alone", () => {
  const span = fc.tuple(fc.integer({ min: -60_000, max: 600_000 }), fc.integer({ min: 0, max: 180_000 }));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 5 }), fc.integer({ min: 1, max: 500 }), (spans, seconds) => {
      const pauses = spans.map(([from, lasts]) => ({
        reason: "bank" as const,
        beganAt: iso(BEGAN + from),
        endedAt: iso(BEGAN + from + lasts),
      }));
      const gaps = gapsOf({ beganAt: iso(BEGAN), pauses, seconds });
      for (const { from, to } of gaps) expect(from >= 0 && to <= seconds && to > from).toBe(true);
      const within = spans.filter(([from, lasts]) => lasts > 0 && from + lasts > 0 && from < seconds * 1000);
      expect(gaps).toHaveLength(within.length);
    }),
  );
  expect(gapsOf({ beganAt: null, pauses: [{ reason: "bank", beganAt: iso(BEGAN), endedAt: iso(BEGAN + 1) }], seconds: 9 })).toEqual([]);
});

it("marks the answer within the recording, or nowhere", () => {
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
