import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLOCK_STEP_MS, judgeClock, type TrustedTime } from "./index.ts";

const T0 = 1_800_000_000_000;
const looks = fc.array(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 1, maxLength: 40 });

describe("the trusted time", () => {
  test("begins with the first clock, and follows one that runs", () => {
    expect(judgeClock(null, T0, 0)).toEqual({ at: T0, doubted: false });
    expect(judgeClock({ at: T0, doubted: false }, T0 + CLOCK_STEP_MS, 0)).toEqual({ at: T0 + CLOCK_STEP_MS, doubted: false });
  });

  test("never follows a clock that was set by more than a day, however often it is asked, and believes it once it is put right", () => {
    const step = fc.integer({ min: CLOCK_STEP_MS + 1, max: 1e12 }).chain((by) => fc.constantFrom(by, -by));
    fc.assert(
      fc.property(step, looks, (by, elapsed) => {
        let known: TrustedTime = judgeClock(null, T0, 0);
        let now = T0;
        for (const ms of elapsed) {
          now += ms;
          known = judgeClock(known, now + by, ms);
          expect(known).toEqual({ at: now, doubted: true });
        }
        expect(judgeClock(known, now, 0)).toEqual({ at: now, doubted: false });
      }),
    );
  });
});
