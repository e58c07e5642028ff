import { describe, expect, it, vi } from "vitest";
import { createRate } from "./rate.ts";
import { readTelling } from "./telling.ts";
import { createTurnstile } from "./turnstile.ts";

describe("rate", () => {
  it("counts over the window, and over what has passed of it at the begin", () => {
    const rate = createRate(2000);
    for (let at = 0; at < 1000; at += 40) rate.count(at);
    expect(rate.perSecond(1000)).toBe(25);
    for (let at = 1000; at <= 4000; at += 100) rate.count(at);
    expect(rate.perSecond(4000)).toBeCloseTo(10, 0);
    expect(rate.perSecond(9000)).toBe(0);
  });
});

describe("turnstile", () => {
  it("lets through one at a time, and does not wait for who gave up", async () => {
    vi.useFakeTimers();
    try {
      const turn = createTurnstile(40);
      const passed: string[] = [];
      const gone = new AbortController();
      const here = new AbortController().signal;
      const pass = (name: string, signal: AbortSignal): void => void turn(signal).then(() => passed.push(name));
      pass("a", here);
      pass("b", gone.signal);
      pass("c", here);
      gone.abort();
      await vi.advanceTimersByTimeAsync(39);
      expect(passed).toEqual(["a"]);
      await vi.advanceTimersByTimeAsync(1);
      expect(passed).toEqual(["a", "b", "c"]);
    } finally {
      vi.useRealTimers();
    }
  });
});

const told = (text: string) => readTelling({ payload: new TextEncoder().encode(text), atMs: 7 });

describe("telling", () => {
  it("reads what the room says of a camera and nothing else", () => {
    expect(told('{"state":"lost","cause":"camera_unreachable"}')).toEqual({ state: "lost", since: 7, cause: "camera_unreachable" });
    expect(told('{"state":"live"}')).toEqual({ state: "live", since: 7, cause: null });
    expect(told('{"state":"asleep"}')).toBeNull();
    expect(told("nonsense")).toBeNull();
    expect(told("null")).toBeNull();
  });
});
