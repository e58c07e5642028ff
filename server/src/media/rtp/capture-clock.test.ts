import { describe, expect, test } from "vitest";
import { senderReport } from "../testing/packets.ts";
import { CaptureClock } from "./capture-clock.ts";
import { parseSenderReport } from "./rtcp.ts";

const T0 = 1_700_000_000_000;

/** 25 pictures a second from `from` s to `to` s, each late by `delay(i)` ms. */
function arrive(clock: CaptureClock, from: number, to: number, delay: (i: number) => number): void {
  for (let i = from * 25; i < to * 25; i++) clock.arrived(5_000 + i * 3600, T0 + i * 40 + delay(i));
}

describe("capture clock", () => {
  test("without a report the least delayed arrivals tell the time", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 5, (i) => (i % 7) * 13);
    expect(clock.captureMs(5_000 + 90_000)).toBeCloseTo(T0 + 1000, 6);
    expect(clock.offsetMs()).toBeNull();
  });

  test("a camera clock near ours is believed, and its offset is told", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 2, () => 30);
    clock.reported({ wallMs: T0 + 1000 - 120, timestamp: 5_000 + 90_000 });
    arrive(clock, 2, 3, () => 30);
    expect(clock.offsetMs()).toBeCloseTo(-150, 6);
    expect(clock.trusted).toBe(true);
    expect(clock.captureMs(5_000)).toBeCloseTo(T0 - 120, 6);
  });

  test("a camera clock that is hours wrong moves nothing", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 2, () => 0);
    clock.reported({ wallMs: T0 + 3 * 3_600_000, timestamp: 5_000 });
    arrive(clock, 2, 3, () => 0);
    expect(clock.trusted).toBe(false);
    expect(clock.offsetMs()).toBeCloseTo(3 * 3_600_000, 6);
    expect(clock.captureMs(5_000)).toBeCloseTo(T0, 6);
  });

  test("a media clock that runs slow is followed", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 60, (i) => i * 0.04);
    expect(Math.abs(clock.captureMs(5_000 + 1499 * 3600) - (T0 + 1499 * 40 * 1.001))).toBeLessThan(25);
  });

  test("a report from before the first picture, on the other side of a wrap, is placed by it", () => {
    const clock = new CaptureClock(90_000);
    clock.reported({ wallMs: T0 - 40, timestamp: 2 ** 32 - 3600 });
    clock.arrived(2 ** 33, T0 + 25);
    expect(clock.offsetMs()).toBeCloseTo(-25, 6);
    expect(clock.captureMs(2 ** 33)).toBeCloseTo(T0, 6);
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

  test("our own clock put back is followed at once, and the line goes on following a camera that runs slow", () => {
    const clock = new CaptureClock(90_000);
    arrive(clock, 0, 30, () => 0);
    const back = (i: number) => -86_400_000 + (i - 750) * 0.04;
    arrive(clock, 30, 31, back);
    expect(clock.captureMs(5_000 + 30 * 90_000)).toBeCloseTo(T0 + 30_000 - 86_400_000, 6);
    arrive(clock, 31, 630, back);
    const late = back(630 * 25) + 86_400_000;
    expect(late).toBeCloseTo(600, 6);
    expect(clock.captureMs(5_000 + 630 * 90_000) - (T0 + 630_000 - 86_400_000)).toBeGreaterThan(late - 25);
  });
});
