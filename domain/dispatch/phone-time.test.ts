import fc from "fast-check";
import { expect, it } from "vitest";
import { phoneClockOff, phoneMoment } from "./phone-time.ts";

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
