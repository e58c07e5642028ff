import { expect, test } from "vitest";
import { PressedKeys } from "./pressed-keys.ts";

test("tones count until the first event, and a press that comes as both is one", () => {
  const keys = new PressedKeys();
  expect([keys.accept("1", "tone", 0), keys.accept("1", "tone", 400)]).toEqual([true, true]);
  // The event of the same press is late by a few packets; the next one is a press of its own.
  expect([keys.accept("1", "event", 480), keys.accept("1", "event", 700)]).toEqual([false, true]);
  expect([keys.hearsTones, keys.accept("2", "tone", 5_000)]).toEqual([false, false]);
});

test("another key, or the same one later, is no part of the press before", () => {
  const [other, later] = [new PressedKeys(), new PressedKeys()];
  expect([other.accept("1", "tone", 0), other.accept("2", "event", 100)]).toEqual([true, true]);
  expect([later.accept("1", "tone", 0), later.accept("1", "event", 1_001)]).toEqual([true, true]);
});

test("a flood of keys is taken at the pace of a hand, and a hand is heard again after it", () => {
  const keys = new PressedKeys();
  const taken = (from: number, count: number, everyMs: number): number =>
    Array.from({ length: count }, (_none, nth) => keys.accept("1", "event", from + nth * everyMs)).filter(Boolean).length;
  expect([taken(0, 40, 10), keys.isFlood]).toEqual([40, false]);
  expect(taken(400, 1_000, 10)).toBeLessThan(60);
  expect([keys.isFlood, taken(60_000, 20, 200)]).toEqual([true, 20]);
});
