import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CALM_MS,
  CAMERA_FAULTS,
  CONNECTS_WITHIN_MS,
  MOST_CHANGES,
  RAISED_AFTER_MS,
  seenFault,
  stepOfFault,
  upShare,
  type FaultHeld,
  type HealthFacts,
} from "./health.ts";

const HOUR = 3_600_000;
const SECOND = 1_000;
const NOW = Date.UTC(2026, 3, 18);

const HEALTHY: HealthFacts = {
  isServing: true,
  isToRecord: true,
  connection: { state: "live", since: NOW - HOUR, cause: null },
  recording: { isRecorded: true, since: NOW - HOUR, cause: null },
  clockOffsetMs: 40,
};

/** Plays the life of one fault second by second; `isThere` tells whether the facts show it. Gives the moments of raises and clears. */
function play(isThere: readonly boolean[], stepMs = SECOND): { readonly kind: "raise" | "clear"; readonly at: number }[] {
  let held: FaultHeld = { standing: null, changes: [] };
  let since: number | null = null;
  const found: { kind: "raise" | "clear"; at: number }[] = [];
  for (const [nth, there] of isThere.entries()) {
    const at = NOW + nth * stepMs;
    since = there ? (since ?? at) : null;
    const step = stepOfFault("lost", held, since === null ? null : { since, cause: null }, true, at);
    if (step === "raise" || step === "clear") {
      found.push({ kind: step, at });
      held = { standing: step === "raise" ? { goneAt: null } : null, changes: [...held.changes, at] };
    } else if (step === "gone") held = { ...held, standing: { goneAt: at } };
    else if (step === "back") held = { ...held, standing: { goneAt: null } };
  }
  return found;
}

const runs = fc.array(fc.record({ there: fc.boolean(), seconds: fc.integer({ min: 1, max: 900 }) }), { maxLength: 60 });
const flat = (given: readonly { there: boolean; seconds: number }[]): boolean[] =>
  given.flatMap(({ there, seconds }) => Array.from({ length: seconds }, () => there));

describe("a fault that is seen", () => {
  it("is none of a camera that is well, or does not serve", () => {
    for (const fault of CAMERA_FAULTS) {
      expect(seenFault(fault, HEALTHY, NOW, false)).toBeNull();
      const bad = { ...HEALTHY, isServing: false, connection: { state: "lost", since: NOW, cause: null }, clockOffsetMs: 9_999 };
      expect(seenFault(fault, bad, NOW, false)).toBeNull();
    }
  });

  it("is the loss alone where no picture comes, though nothing is recorded then", () => {
    const lost: HealthFacts = {
      ...HEALTHY,
      connection: { state: "stalled", since: NOW - 5 * SECOND, cause: "camera_stalled" },
      recording: { isRecorded: false, since: NOW - 5 * SECOND, cause: "camera_stalled" },
    };
    expect(seenFault("lost", lost, NOW, false)).toEqual({ since: NOW - 5 * SECOND, cause: "camera_stalled" });
    expect(seenFault("not_recorded", lost, NOW, false)).toBeNull();
  });

  it("counts the time without recording from the moment at which the picture was there again", () => {
    const full: HealthFacts = {
      ...HEALTHY,
      connection: { state: "live", since: NOW - SECOND, cause: null },
      recording: { isRecorded: false, since: NOW - HOUR, cause: "disk_full" },
    };
    expect(seenFault("not_recorded", full, NOW, false)).toEqual({ since: NOW - SECOND, cause: "disk_full" });
    expect(seenFault("not_recorded", { ...full, isToRecord: false }, NOW, false)).toBeNull();
  });

  it("is no loss of a camera that still connects, nor a gap that a person wants", () => {
    const held: FaultHeld = { standing: null, changes: [] };
    const connecting: HealthFacts = { ...HEALTHY, connection: { state: "connecting", since: NOW, cause: null } };
    const step = (at: number) => stepOfFault("lost", held, seenFault("lost", connecting, at, false), true, at);
    expect(step(NOW + CONNECTS_WITHIN_MS)).toBeNull();
    expect(step(NOW + CONNECTS_WITHIN_MS + RAISED_AFTER_MS.lost)).toBe("raise");
    for (const cause of ["recording_off", "out_of_service"]) {
      const off = { ...HEALTHY, recording: { isRecorded: false, since: NOW - HOUR, cause } };
      expect(seenFault("not_recorded", off, NOW, false)).toBeNull();
    }
  });

  it("is a clock a second off, until it is less than 0.8 s off", () => {
    expect(seenFault("clock_off", { ...HEALTHY, clockOffsetMs: -1_000 }, NOW, false)).not.toBeNull();
    expect(seenFault("clock_off", { ...HEALTHY, clockOffsetMs: 900 }, NOW, false)).toBeNull();
    expect(seenFault("clock_off", { ...HEALTHY, clockOffsetMs: 900 }, NOW, true)).not.toBeNull();
    expect(seenFault("clock_off", { ...HEALTHY, clockOffsetMs: 799 }, NOW, true)).toBeNull();
  });
});

describe("the steps of a fault", () => {
  it("raise it once it has lasted, and clear it after a calm time", () => {
    const found = play(
      flat([
        { there: false, seconds: 5 },
        { there: true, seconds: 20 },
        { there: false, seconds: 60 },
      ]),
    );
    expect(found).toEqual([
      { kind: "raise", at: NOW + 5 * SECOND + RAISED_AFTER_MS.lost },
      { kind: "clear", at: NOW + 25 * SECOND + CALM_MS },
    ]);
  });

  it("are at most four in any hour, however the camera comes and goes", () => {
    fc.assert(
      fc.property(runs, (given) => {
        const found = play(flat(given));
        for (const [nth, { at }] of found.entries()) {
          const inHour = found.slice(nth).filter((other) => other.at - at < HOUR);
          expect(inHour.length).toBeLessThanOrEqual(MOST_CHANGES);
        }
      }),
    );
  });

  it("never leave a fault untold that has lasted, and clear every one in the end", () => {
    fc.assert(
      fc.property(runs, (given) => {
        const found = play([...flat(given), ...Array.from({ length: 2 * 3_600 }, () => false)]);
        expect(found.at(-1)?.kind ?? "clear").toBe("clear");
        const lasting = play([...flat(given), ...Array.from({ length: 10 }, () => true)]);
        expect(lasting.at(-1)?.kind).toBe("raise");
      }),
    );
  });

  it("clear it at once where a person took the camera out of service", () => {
    const held: FaultHeld = { standing: { goneAt: null }, changes: [NOW - 3, NOW - 2, NOW - 1] };
    expect(stepOfFault("lost", held, null, false, NOW)).toBe("clear");
  });

  it("raise a fault that began before the clock was put back", () => {
    const seen = { since: NOW + 2 * HOUR, cause: null };
    expect(stepOfFault("lost", { standing: null, changes: [] }, seen, true, NOW)).toBe("raise");
    expect(stepOfFault("lost", { standing: null, changes: [] }, { since: NOW + SECOND, cause: null }, true, NOW)).toBeNull();
  });

  it("are held up by no moment of a clock that was put back since", () => {
    const ahead = NOW + 48 * HOUR;
    const held: FaultHeld = { standing: { goneAt: ahead }, changes: [ahead, ahead, ahead] };
    expect(stepOfFault("lost", held, null, true, NOW)).toBe("gone");
    expect(stepOfFault("lost", { ...held, standing: { goneAt: NOW - CALM_MS } }, null, true, NOW)).toBe("clear");
  });
});

describe("the share of time for which a camera was well", () => {
  it("counts overlapping faults once, and only what lies in the span", () => {
    const span = { from: 0, to: 100 };
    expect(upShare(span, [])).toBe(1);
    expect(
      upShare(span, [
        { from: -50, to: 10 },
        { from: 5, to: 20 },
        { from: 90, to: 500 },
      ]),
    ).toBeCloseTo(0.7);
    expect(
      upShare(span, [
        { from: 0, to: 100 },
        { from: 0, to: 100 },
      ]),
    ).toBe(0);
    expect(upShare({ from: 5, to: 5 }, [])).toBe(1);
  });

  it("is what a count second by second finds", () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 0, max: 60 })));
    fc.assert(
      fc.property(spans, (given) => {
        const down = given.map(([from, length]) => ({ from, to: from + length }));
        const up = Array.from({ length: 100 }, (_, at) => at).filter((at) => !down.some(({ from, to }) => from <= at && at < to));
        expect(upShare({ from: 0, to: 100 }, down)).toBeCloseTo(up.length / 100);
      }),
    );
  });
});
