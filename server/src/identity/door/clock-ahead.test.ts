import { describe, expect, it } from "vitest";
import { Levels } from "./levels.ts";
import { Lockouts } from "./lockouts.ts";
import { Tries } from "./tries.ts";
import { Meter } from "../../platform/meter.ts";
import { isMinuteOver } from "../../platform/minute.ts";

const NOW = Date.UTC(2026, 5, 1);
const AHEAD = NOW + 2 * 86_400_000;
const HOUR = 3_600_000;

describe("what was counted by a clock that was two days ahead", () => {
  it("refuses no address an hour after the clock was put right", () => {
    const tries = new Tries();
    for (let n = 0; n < 60; n++) tries.begin("198.51.100.1", AHEAD);
    expect(tries.begin("198.51.100.1", NOW + HOUR).ok).toBe(true);
  });

  it("locks no device for longer than the longest lock", () => {
    const lockouts = new Lockouts();
    for (let n = 0; n < 5; n++) lockouts.begin("device", AHEAD);
    expect(lockouts.begin("device", NOW + HOUR)).toBe(true);
  });

  it("stands in no window that is over", () => {
    const meter = new Meter(HOUR);
    for (let n = 0; n < 12; n++) meter.add("phone", AHEAD);
    expect(meter.count("phone", NOW + HOUR)).toBe(0);
    // A clock that is set back by seconds forgets nothing.
    for (let n = 0; n < 12; n++) meter.add("phone", NOW + 2 * HOUR);
    expect(meter.count("phone", NOW + 2 * HOUR - 5_000)).toBe(12);
  });

  it("falls from the moment on at which the clock was put right", () => {
    const levels = new Levels(60_000);
    for (let n = 0; n < 5; n++) levels.add("account", AHEAD, 1);
    expect(levels.of("account", NOW)).toBe(5);
    expect(levels.of("account", NOW + 5 * 60_000)).toBe(0);
  });

  it("ends its minute", () => {
    expect(isMinuteOver(AHEAD, NOW)).toBe(true);
    expect(isMinuteOver(NOW, NOW + 59_999)).toBe(false);
    expect(isMinuteOver(NOW, NOW + 60_000)).toBe(true);
  });
});
