import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { senderReport } from "../testing/packets.ts";
import { CaptureClock } from "./capture-clock.ts";
import { parseSenderReport } from "./rtcp.ts";

const T0 = 1_700_000_000_000;

/** 25 pictures a second from `from` s to `to` s, each late by `late(i)` ms. Our clock was set by `setBy` ms. */
function arrive(clock: CaptureClock, from: number, to: number, late: (i: number) => number, setBy = 0): void {
  for (let i = from * 25; i < to * 25; i++) {
    const at = i * 40 + late(i);
    clock.arrived(5_000 + i * 3600, T0 + at + setBy, at);
  }
}

/** Error of the capture time of second `s`, for a camera whose path has no delay, ms. */
const errorAt = (clock: CaptureClock, s: number): number => clock.captureMs(5_000 + s * 90_000) - (T0 + s * 1000);

/** Holds the bounds of the line's bending: it moved by `moved` ms between two arrivals that lie `passed` ms apart. */
function expectBent(moved: number, passed: number): void {
  expect(moved).toBeLessThanOrEqual(500e-6 * passed + 1e-3);
  expect(moved).toBeGreaterThanOrEqual(-5_000e-6 * passed - 1e-3);
}

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function prand(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe("capture clock", () => {
  test("without a report the least delayed arrivals tell the time", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 5, (i) => (i % 7) * 13);
    expect(clock.captureMs(5_000 + 90_000)).toBeCloseTo(T0 + 1000, 6);
    expect(clock.offsetMs()).toBeNull();
  });

  test.each([-120, 900, 3 * 3_600_000])("a camera clock that is wrong by %i ms moves nothing, and its offset is told", (wrong) => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 2, () => 30);
    clock.reported({ wallMs: T0 + 1000 + wrong, timestamp: 5_000 + 90_000 });
    arrive(clock, 2, 3, () => 30);
    expect(clock.offsetMs()).toBeCloseTo(wrong - 30, 6);
    expect(clock.captureMs(5_000)).toBeCloseTo(T0 + 30, 6);
  });

  test("a media clock that runs slow or fast is followed: by bending, and where that is not enough at its own rate", () => {
    for (const ppm of [100, 450, -1_000, 1_000, 5_000]) {
      const clock = new CaptureClock(90_000);
      arrive(clock, 0, 1_800, (i) => i * 40 * ppm * 1e-6);
      const last = 1_800 * 25 - 1;
      const late = clock.captureMs(5_000 + last * 3600) - (T0 + last * 40 * (1 + ppm * 1e-6));
      // The earliest arrival of the last 20 s lies this much behind.
      expect(Math.abs(late)).toBeLessThan(5 + Math.abs(ppm) * 20e-3);
    }
  });

  test.each([-20_000, -10_000, -5_000, -2_500, 2_500, 5_000, 10_000])(
    "a media clock that is wrong by %i ppm is dated to 40 ms after two minutes, and to 10 ms after three",
    (ppm) => {
      for (const tremble of [0, 20]) {
        const random = prand(ppm);
        const delay = (i: number) => i * 40 * ppm * 1e-6 + Math.round(random() * tremble);
        const clock = new CaptureClock(90_000);
        for (let s = 0; s < 900; s++) {
          arrive(clock, s, s + 1, delay);
          const error = Math.abs(errorAt(clock, s + 1) - (s + 1) * ppm * 1e-3);
          if (s >= 120) expect(error).toBeLessThan(s < 180 ? 40 : 10);
        }
      }
    },
  );

  test("a delay that grows by 1 % for a minute looks like a media clock, and its error is made good once it ends", () => {
    const clock = new CaptureClock(90_000);
    const delay = (i: number) => (i < 1_500 ? 0 : i < 3_000 ? (i - 1_500) * 0.4 : 600);
    arrive(clock, 0, 200, delay);
    expect(errorAt(clock, 200)).toBeLessThanOrEqual(601);
    arrive(clock, 200, 340, () => 0);
    expect(errorAt(clock, 340)).toBeCloseTo(0, 3);
  });

  test("while no rate of the media clock is known, the line moves by 500 ppm later and 5,000 ppm earlier at most, with delays up to 2 s", () => {
    const tremble = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1_400, maxLength: 1_400 });
    /** A network that is slower for a while, and for another one quick again. */
    const levels = fc
      .array(fc.record({ pictures: fc.integer({ min: 1, max: 1_400 }), delay: fc.integer({ min: 0, max: 2_000 }) }), {
        minLength: 4,
        maxLength: 8,
      })
      .map((each) => each.flatMap(({ pictures, delay }) => Array.from<number>({ length: pictures }).fill(delay)));
    fc.assert(
      fc.property(fc.oneof(tremble, levels), (delays) => {
        const clock = new CaptureClock(90_000);
        arrive(clock, 0, 11, () => 0);
        let [line, before] = [clock.captureMs(0), T0 + 10_960];
        for (const [nth, delay] of delays.entries()) {
          const at = Math.max(before, T0 + 11_000 + nth * 40 + delay);
          clock.arrived(5_000 + (275 + nth) * 3600, at, at - T0);
          expectBent(clock.captureMs(0) - line, at - before);
          [line, before] = [clock.captureMs(0), at];
        }
      }),
      { numRuns: 40 },
    );
  });

  test("a network whose delay wanders is not taken for the rate of a media clock", () => {
    for (const seed of [11, 12, 13]) {
      const random = prand(seed);
      const clock = new CaptureClock(90_000);
      arrive(clock, 0, 11, () => 100);
      let [line, before] = [clock.captureMs(0), T0 + 10_960 + 100];
      let floor = 100;
      for (let i = 275; i < 7_200 * 25; i++) {
        if (i % 250 === 0) floor = Math.max(0, Math.min(200, floor + (random() - 0.5) * 50));
        const at = Math.max(before, T0 + i * 40 + floor);
        clock.arrived(5_000 + i * 3600, at, at - T0);
        expectBent(clock.captureMs(0) - line, at - before);
        [line, before] = [clock.captureMs(0), at];
      }
    }
  });

  test.each([100, 300, 1_000, 2_000])("a network that is slower by %i ms for 100 s dates its pictures 50 ms late at most", (slower) => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 60, () => 20);
    for (let s = 60; s < 400; s++) {
      arrive(clock, s, s + 1, () => (s < 160 ? 20 + slower : 20));
      expect(errorAt(clock, s)).toBeGreaterThan(19);
      expect(errorAt(clock, s)).toBeLessThanOrEqual(20 + 50 + 1);
      // 50 ms at 5,000 ppm less what the line still moves later.
      if (s > 172) expect(errorAt(clock, s)).toBeLessThan(21);
    }
  });

  test("a path that became slower for good is followed by 500 ppm", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 60, () => 0);
    arrive(clock, 60, 360, () => 300);
    // The arrivals of before hold the line for 10 to 20 s.
    expect(errorAt(clock, 360)).toBeGreaterThan(138);
    expect(errorAt(clock, 360)).toBeLessThan(146);
    arrive(clock, 360, 700, () => 300);
    expect(errorAt(clock, 700)).toBeCloseTo(300, 3);
  });

  test("a path that is 200 ms slower for the first 30 s is made good at 5,000 ppm", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 30, () => 200);
    arrive(clock, 30, 71, () => 5);
    expect(errorAt(clock, 71)).toBeCloseTo(5, 3);
    const quick = new CaptureClock(90_000);
    arrive(quick, 0, 9, () => 200);
    arrive(quick, 9, 10, () => 5);
    expect(errorAt(quick, 10)).toBeCloseTo(5, 6);
  });

  test("a line that lies a second behind ten pictures in a row is left, and one wrong picture moves nothing", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 30, () => 0);
    clock.arrived(5_000 + 30 * 90_000 + 3 * 90_000, T0 + 30_000, 30_000);
    arrive(clock, 30, 60, () => 0);
    expect(errorAt(clock, 60)).toBeCloseTo(0, 6);
    arrive(clock, 60, 61, () => -3_000);
    expect(errorAt(clock, 61)).toBeCloseTo(-3_000, 6);
  });

  test("a media clock that stood still for 3 s is followed within 20 s", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 30, () => 0);
    arrive(clock, 30, 50, () => 3_000);
    expect(errorAt(clock, 50)).toBeCloseTo(3_000, 6);
  });

  test("two cameras that look at one clock, one of them 0.9 s wrong, differ by 40 ms at most over 24 h of a network that trembles", () => {
    const random = prand(7);
    const cameras = [
      { clock: new CaptureClock(90_000), rate: 1 + 80e-6, wrong: 0, delay: 4 },
      { clock: new CaptureClock(90_000), rate: 1 - 120e-6, wrong: 900, delay: 20 },
    ];
    const arrived: number[] = [];
    let worst = 0;
    for (let i = 0; i < 86_400 * 25; i++) {
      const taken = T0 + i * 40;
      const said = cameras.map(({ clock, rate, wrong, delay }, nth) => {
        const ticks = i * 3600 * rate;
        if (i % 125 === 0) clock.reported({ wallMs: taken + wrong, timestamp: Math.floor(ticks) % 2 ** 32 });
        arrived[nth] = Math.max(arrived[nth] ?? 0, Math.round(taken + delay + random() * 100));
        clock.arrived(ticks, arrived[nth] ?? 0, (arrived[nth] ?? 0) - T0);
        return clock.captureMs(ticks);
      });
      // In the first seconds the earliest arrivals are not known yet.
      if (i > 250) worst = Math.max(worst, Math.abs((said[0] ?? 0) - (said[1] ?? 0)));
    }
    expect(worst).toBeLessThan(40);
    expect(cameras[1]?.clock.offsetMs()).toBeGreaterThan(850);
  });

  test.each([30, -30, 200, -200, 2_000, -2_000, 3_600_000, -3_600_000])("our own clock set by %i ms is followed within 0.3 s", (by) => {
    for (const when of [3, 30, 34]) {
      const clock = new CaptureClock(90_000);
      arrive(clock, 0, when, (i) => (i % 7) * 9);
      for (let i = when * 25; i < 200 * 25; i++) {
        arrive(clock, i / 25, (i + 1) / 25, () => (i % 7) * 9, by);
        if (i > when * 25 + 7) expect(Math.abs(errorAt(clock, i / 25) - by)).toBeLessThan(1);
      }
    }
  });

  test("a thread that pauses between the readings of the two clocks does not count as a set clock", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 30, () => 0);
    for (let i = 30 * 25; i < 60 * 25; i++) {
      clock.arrived(5_000 + i * 3600, T0 + i * 40, i * 40 + (i % 5 === 0 ? 35 : 0));
      expect(errorAt(clock, i / 25)).toBeCloseTo(0, 6);
    }
  });

  test("after our own clock was put back by a day, the line goes on following a camera that runs slow", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 30, () => 0);
    arrive(clock, 30, 630, (i) => (i - 750) * 0.04, -86_400_000);
    expect(errorAt(clock, 630) + 86_400_000).toBeGreaterThan(600 - 25);
  });

  test("a report from before the first picture, on the other side of a wrap, is placed by it", () => {
    const clock = new CaptureClock(90_000);
    clock.reported({ wallMs: T0 - 40, timestamp: 2 ** 32 - 3600 });
    clock.arrived(2 ** 33, T0 + 25);
    expect(clock.offsetMs()).toBeCloseTo(-25, 6);
    expect(clock.captureMs(2 ** 33)).toBeCloseTo(T0 + 25, 6);
  });

  test("after a restart the old line is forgotten", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 1, () => 0);
    clock.reported({ wallMs: T0, timestamp: 5_000 });
    clock.arrived(5_000, T0);
    clock.restart();
    clock.arrived(9, T0 + 77);
    expect(clock.captureMs(9)).toBe(T0 + 77);
    expect(clock.offsetMs()).toBeNull();
  });
});

describe("sender report", () => {
  test("is read to the millisecond", () => {
    const report = senderReport(T0 + 123, 0xfffffff0);
    const read = parseSenderReport(Buffer.concat([Buffer.alloc(3), report]), 3, 3 + report.length);
    expect(read?.timestamp).toBe(0xfffffff0);
    expect(read?.wallMs).toBeCloseTo(T0 + 123, 3);
  });

  test("anything else is none", () => {
    expect(parseSenderReport(Buffer.alloc(28), 0, 28)).toBeNull();
    expect(parseSenderReport(senderReport(T0, 1).subarray(0, 20), 0, 20)).toBeNull();
    const receiver = senderReport(T0, 1);
    receiver[1] = 201;
    expect(parseSenderReport(receiver, 0, 28)).toBeNull();
    const unset = senderReport(T0, 1).fill(0, 8, 16);
    expect(parseSenderReport(unset, 0, 28)).toBeNull();
  });
});
