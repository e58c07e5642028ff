import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Fix } from "../storage/buffer.ts";
import { watchPosition } from "./watch.ts";

type Coords = { latitude: number; longitude: number; heading: number | null; accuracy: number | undefined };
type Heard = (position: { coords: Coords; timestamp: number }) => void;

/** The phone's receiver: gives its place on request, and by itself only after a set move. */
class FakeReceiver {
  latitude = 31.95;
  behindMs = 0;
  accuracy: number | undefined;
  exact: boolean | null = null;
  #heard: Heard | null = null;
  watchPosition(heard: Heard, _: unknown, { enableHighAccuracy }: { enableHighAccuracy: boolean }): number {
    [this.#heard, this.exact] = [heard, enableHighAccuracy];
    return 1;
  }
  clearWatch(): void {
    [this.#heard, this.exact] = [null, null];
  }
  getCurrentPosition(heard: Heard): void {
    const { latitude, accuracy, behindMs } = this;
    heard({ coords: { latitude, longitude: 5.32, heading: Number.NaN, accuracy }, timestamp: Date.now() - behindMs });
  }
  moves(metres: number): void {
    this.latitude += metres / 111_320;
    if (this.#heard !== null) this.getCurrentPosition(this.#heard);
  }
}

let receiver: FakeReceiver;
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  receiver = new FakeReceiver();
  vi.stubGlobal("navigator", { geolocation: receiver });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const minutes = (count: number): void => void vi.advanceTimersByTime(count * 60_000);

it("tells every minute or so where a phone stands that says nothing by itself, and leaves the satellites alone", () => {
  const fixes: Fix[] = [];
  using _ = watchPosition(
    (fix) => fixes.push(fix),
    () => false,
  );
  receiver.moves(0);
  expect(receiver.exact).toBe(true);
  minutes(10);
  expect(fixes.length).toBeGreaterThanOrEqual(8);
  expect(receiver.exact).toBe(false);
});

it("is exact again once it moves, and while the crew is on its way", () => {
  let isOnTheWay = false;
  using _ = watchPosition(
    () => undefined,
    () => isOnTheWay,
  );
  receiver.moves(0);
  minutes(5.2);
  receiver.moves(40);
  minutes(1);
  expect(receiver.exact).toBe(true);
  minutes(5.2);
  expect(receiver.exact).toBe(false);
  isOnTheWay = true;
  minutes(1);
  expect(receiver.exact).toBe(true);
});

it("takes fewer fixes to spare the battery, and leaves the satellites alone unless the crew is on its way", () => {
  const fixes: Fix[] = [];
  let isOnTheWay = false;
  using _ = watchPosition(
    (fix) => fixes.push(fix),
    () => isOnTheWay,
    () => true,
  );
  for (let s = 0; s <= 60; s += 1) {
    receiver.moves(15);
    vi.advanceTimersByTime(1000);
  }
  expect(fixes.map(({ at }) => at)).toEqual([0, 20_000, 40_000, 60_000]);
  expect(receiver.exact).toBe(false);
  isOnTheWay = true;
  minutes(1);
  expect(receiver.exact).toBe(true);
});

it("stops", () => {
  const fixes: Fix[] = [];
  const watch = watchPosition(
    (fix) => fixes.push(fix),
    () => true,
  );
  watch[Symbol.dispose]();
  minutes(10);
  receiver.moves(500);
  expect([fixes, receiver.exact]).toEqual([[], null]);
});

it("goes on with its fixes where the phone's clock is put back by a day", () => {
  const day = 86_400_000;
  const fixes: Fix[] = [];
  vi.setSystemTime(day);
  using _ = watchPosition(
    (fix) => fixes.push(fix),
    () => true,
  );
  receiver.moves(0);
  vi.setSystemTime(0);
  for (let s = 0; s < 12; s += 6) {
    vi.advanceTimersByTime(6_000);
    receiver.moves(90);
  }
  expect(fixes.map(({ at }) => at)).toEqual([day, 6_000, 12_000]);
  // A crew that stands is asked for its place still.
  vi.setSystemTime(-day);
  minutes(1);
  expect(fixes.at(-1)?.at).toBeLessThan(0);
});

it("takes a fix for fresh whose receiver tells the satellites' time while the phone's clock is three hours ahead", () => {
  const fixes: Fix[] = [];
  using _ = watchPosition(
    (fix) => fixes.push(fix),
    () => true,
  );
  const hours = 3 * 3_600_000;
  vi.setSystemTime(hours);
  receiver.behindMs = hours;
  receiver.moves(0);
  expect(fixes.map(({ at }) => at)).toEqual([hours]);
});

it("gives no place and no radius that the room would refuse", () => {
  const fixes: Fix[] = [];
  using _ = watchPosition(
    (fix) => fixes.push(fix),
    () => false,
  );
  for (const [latitude, accuracy, behindMs] of [
    [Number.NaN, 9, 0],
    [31.95, -1, Number.NaN],
    [91, 9, 0],
    [32, 1e12, 0],
  ] as const) {
    Object.assign(receiver, { latitude, accuracy, behindMs });
    minutes(0.1);
    receiver.moves(0);
  }
  expect(fixes.map(({ lat, accuracyM, at }) => [lat, accuracyM, Number.isFinite(at)])).toEqual([
    [31.95, null, true],
    [32, 1_000_000, true],
  ]);
});
