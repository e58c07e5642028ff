import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeSteps, STEP_MS, type CodesKnown } from "./one-time-codes.ts";

const DAY = 20_000 * 86_400_000;
const fresh: CodesKnown = { lastStep: 0, drift: 0 };

/** Answer to a code of `step` at `at`, and the state of the authenticator after it. */
function given(at: number, step: number, state: CodesKnown, of: "begun" | "confirmed" = "confirmed") {
  const found = codeSteps(at, state, of).find((each) => each.step === step);
  return { isTaken: found?.isTaken ?? false, after: found === undefined ? state : { lastStep: step, drift: found.drift } };
}

/** The step that an authenticator shows whose clock is off by `off` milliseconds. */
const shown = (at: number, off: number): number => Math.floor((at + off) / STEP_MS);

const instants = fc.integer({ min: DAY, max: DAY + 86_400_000 });
const drifts = fc.integer({ min: -9, max: 9 });
/** Authenticators that run up to five minutes ahead, or less than a step behind. */
const clocks = fc.integer({ min: -STEP_MS + 1, max: 9 * STEP_MS });

describe("a code by telephone", () => {
  it("is taken for 60 s and no longer, whatever the drift of its authenticator", () => {
    fc.assert(
      fc.property(instants, drifts, (at, drift) => {
        const step = Math.floor(at / STEP_MS);
        const begin = (step - drift) * STEP_MS;
        const isTaken = (moment: number): boolean => given(moment, step, { lastStep: 0, drift }).isTaken;
        expect([-1, 0, 2 * STEP_MS - 1, 2 * STEP_MS].map((after) => isTaken(begin + after))).toEqual([false, true, true, false]);
      }),
    );
  });

  it("of a clock that is right is taken until 30 s after its step, and never before", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: STEP_MS }), (at, late) => {
        expect(given(at + late, shown(at, 0), fresh).isTaken).toBe(true);
        expect(given(at, shown(at, 0) + 1, fresh).isTaken).toBe(false);
        expect(given(at, shown(at, 0) - 2, fresh).isTaken).toBe(false);
      }),
    );
  });

  it("is taken once, and none before it any more", () => {
    fc.assert(
      fc.property(instants, drifts, fc.nat({ max: 20 }), (at, drift, back) => {
        const step = Math.floor(at / STEP_MS) + drift;
        const { isTaken, after } = given(at, step, { lastStep: 0, drift });
        expect([isTaken, codeSteps(at, after, "confirmed").some((each) => each.step <= step - back)]).toEqual([true, false]);
      }),
    );
  });

  it("of an authenticator that is ahead is refused once at most after the set-up, and then taken whenever it is shown", () => {
    fc.assert(
      fc.property(clocks, instants, fc.array(fc.integer({ min: 3, max: 90 }), { minLength: 1, maxLength: 30 }), (off, at, waits) => {
        const begun = given(at, shown(at, off), fresh, "begun");
        expect(begun.isTaken).toBe(true);
        let [state, moment, refused] = [begun.after, at, 0];
        for (const seconds of waits) {
          // Each try is made in a later step than the one before.
          moment += STEP_MS + seconds * 1_000;
          const tried = given(moment, shown(moment, off), state);
          state = tried.after;
          if (!tried.isTaken) refused += 1;
        }
        expect(refused).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is known again by the second try when the clock of its authenticator was put right", () => {
    fc.assert(
      fc.property(instants, drifts, (at, drift) => {
        const first = given(at, shown(at, 0), { lastStep: 0, drift });
        const next = at + STEP_MS;
        expect(first.isTaken || given(next, shown(next, 0), first.after).isTaken).toBe(true);
      }),
    );
  });
});
