import * as fc from "fast-check";
import { expect, it } from "vitest";
import { helpMoment, phoneClockOff, phoneMoment } from "./phone-time.ts";

const NOW = Date.UTC(2026, 10, 28, 12);
const HOUR = 3_600_000;

it("gives back when something was, whatever the phone's clock says", () => {
  const wrong = fc.integer({ min: -400 * 24 * HOUR, max: 400 * 24 * HOUR }).filter((by) => Math.abs(by) > 3 * 60_000);
  fc.assert(
    fc.property(wrong, fc.integer({ min: 0, max: 4 * HOUR }), fc.integer({ min: 0, max: 30_000 }), (by, ago, onTheWay) => {
      const off = phoneClockOff(NOW - onTheWay + by, NOW);
      expect(Math.abs(phoneMoment(NOW - onTheWay - ago + by, off, NOW) - (NOW - ago))).toBeLessThanOrEqual(onTheWay);
    }),
  );
});

it("keeps the order of moments, and none is after the arrival or older than a shift", () => {
  const said = fc.integer({ min: NOW - 1_000 * HOUR, max: NOW + 1_000 * HOUR });
  fc.assert(
    fc.property(said, fc.option(said, { nil: null }), (stamp, sentAt) => {
      const moment = phoneMoment(stamp, phoneClockOff(sentAt, NOW), NOW);
      expect(moment).toBeLessThanOrEqual(NOW);
      expect(moment).toBeGreaterThanOrEqual(NOW - 12 * HOUR);
    }),
  );
});

it("leaves a clock alone that is right but for the way", () => {
  expect([phoneClockOff(NOW - 90_000, NOW), phoneClockOff(NOW + 60_000, NOW), phoneClockOff(null, NOW)]).toEqual([0, 0, 0]);
  expect(phoneMoment(NOW - 5_000, 0, NOW)).toBe(NOW - 5_000);
});

it("tells a call for help under its own moment, though its phone was off for days", () => {
  const wrong = fc.integer({ min: -400 * 24 * HOUR, max: 400 * 24 * HOUR }).filter((by) => Math.abs(by) > 3 * 60_000 || by === 0);
  fc.assert(
    fc.property(wrong, fc.integer({ min: 0, max: 20 * 24 * HOUR }), (by, ago) => {
      expect(helpMoment(NOW - ago + by, NOW + by, NOW)).toBe(NOW - ago);
    }),
  );
  // Nobody knows how wrong a clock is that its phone does not tell.
  expect(helpMoment(NOW - 13 * HOUR, null, NOW)).toBe(NOW);
  expect(helpMoment(NOW - 11 * HOUR, null, NOW)).toBe(NOW - 11 * HOUR);
});
