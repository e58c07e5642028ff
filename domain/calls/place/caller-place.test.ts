import * as fc from "fast-check";
import { expect, it } from "vitest";
import { bestPlace, type ReceivedPlace } from "../index.ts";

const NOW = Date.parse("2026-03-02T10:00:00Z");
const HOUR_MS = 3_600_000;
const POINT = { lat: 31.95, lon: 5.32 };

/** A place that the room received `agoS` before now; its clock says `clockS` later than the reception. */
const place = (accuracyM: number | null, { source = "aml" as ReceivedPlace["source"], agoS = 0, clockS = -5 } = {}): ReceivedPlace => {
  const receivedAt = NOW - agoS * 1000;
  return { source, point: POINT, accuracyM, receivedAt, measuredAt: receivedAt + clockS * 1000 };
};
const best = (...places: ReceivedPlace[]) => bestPlace(places, NOW);

it.each([
  ["10 m of AML, 90 s ahead, beat 5,000 m of AML", place(10, { clockS: 90 }), place(5_000)],
  ["10 m of AML, 90 s ahead, beat 30 km of PIDF", place(10, { clockS: 90 }), place(30_000, { source: "pidf" })],
  ["10 m of AML, 61 s ahead, beat 100 km of HELD", place(10, { clockS: 61 }), place(100_000, { source: "held" })],
  ["local time as UTC beats a place without accuracy", place(10, { clockS: 3_600 }), place(null, { source: "pidf" })],
  ["after a walk 15 m beat 14 m, both an hour ahead", place(15, { clockS: 3_600 }), place(14, { clockS: 3_600, agoS: 60 })],
  ["after a walk 15 m beat 14 m, both by a right clock", place(15), place(14, { agoS: 60 })],
  ["the same by a right clock beats one ahead", place(14), place(14, { clockS: 90 })],
  ["1 m by a clock that is ahead loses to a true fix of 14 m", place(14), place(1, { clockS: 7_200 })],
  ["a network whose clock is ahead is no younger than its reception", place(20), place(30, { source: "pidf", clockS: 600, agoS: 5 })],
  ["the caller's own words beat all", place(null, { source: "said", agoS: 900 }), place(1)],
  ["100 km beat 3 m of another day", place(100_000), place(3, { clockS: 30 * 3_600 })],
])("%s", (_name, better, worse) => {
  expect(best(better, worse)).toBe(better);
  expect(best(worse, better)).toBe(better);
});

const accuracies = fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: null });
const aheadS = fc.integer({ min: 1, max: 86_400 });
const anyPlace = fc
  .record({
    source: fc.constantFrom("aml", "pidf", "held", "ecall", "sms_link"),
    accuracyM: accuracies,
    agoS: fc.integer({ min: 0, max: 3_600 }),
    clockS: fc.integer({ min: -2 * 86_400, max: 2 * 86_400 }),
  })
  .map(({ accuracyM, ...rest }) => place(accuracyM, rest as Parameters<typeof place>[1]));
const severalPlaces = fc.uniqueArray(anyPlace, { selector: ({ receivedAt }) => receivedAt, maxLength: 8 });

it("a wrong clock never makes a place win over an equally exact right one of its time", () => {
  fc.assert(
    fc.property(accuracies, aheadS, fc.integer({ min: -20, max: 0 }), severalPlaces, (accuracyM, clockS, rightS, others) => {
      const [right, wrong] = [place(accuracyM, { clockS: rightS }), place(accuracyM, { clockS })];
      expect(best(...others, right, wrong)).not.toBe(wrong);
    }),
  );
});

it("how far a clock is ahead, up to a day, decides nothing", () => {
  fc.assert(
    fc.property(anyPlace, accuracies, aheadS, aheadS, (other, accuracyM, one, two) => {
      const [first, second] = [one, two].map((clockS) => place(accuracyM, { clockS }));
      if (first === undefined || second === undefined) return;
      expect(best(other, first) === first).toBe(best(other, second) === second);
    }),
  );
});

it("by a clock that is ahead the places of one telephone rank as by a right one", () => {
  const received = fc.record({ accuracyM: accuracies, agoS: fc.integer({ min: 0, max: 3_600 }) });
  const several = fc.uniqueArray(received, { selector: ({ agoS }) => agoS, minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(several, aheadS, (sent, clockS) => {
      const by = (clock: number) =>
        bestPlace(
          sent.map(({ accuracyM, agoS }) => place(accuracyM, { agoS, clockS: clock })),
          NOW,
        );
      expect(by(clockS)?.receivedAt).toBe(by(0)?.receivedAt);
    }),
  );
});

it("a place that is better by some kilometres wins, whatever its clock says within a day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), aheadS, fc.integer({ min: 5_000, max: 100_000 }), (exactM, clockS, coarseM) => {
      const exact = place(exactM, { clockS });
      expect(best(place(coarseM), exact)).toBe(exact);
    }),
  );
});

it("the order in which places are read, and the moment, decide nothing", () => {
  const shuffled = severalPlaces.chain((places) =>
    fc.tuple(fc.constant(places), fc.shuffledSubarray(places, { minLength: places.length })),
  );
  fc.assert(
    fc.property(shuffled, fc.integer({ min: 0, max: 24 }), ([places, others], hours) => {
      expect(bestPlace(others, NOW + hours * HOUR_MS)).toBe(bestPlace(places, NOW));
    }),
  );
});
