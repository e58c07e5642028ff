import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchPlace } from "./my-place.ts";

const HOUR = 3_600_000;
let fixes: [number, number][];
let give: (lat: number, timestamp: number) => void;
beforeEach(() => {
  vi.useFakeTimers({ now: 10 * HOUR });
  fixes = [];
  const watchPosition = (onFix: (position: object) => void): number => {
    give = (latitude, timestamp) => onFix({ coords: { latitude, longitude: 5, accuracy: 9 }, timestamp });
    return 1;
  };
  const geolocation = { watchPosition, getCurrentPosition: () => undefined, clearWatch: () => undefined };
  vi.stubGlobal("navigator", { geolocation });
  watchPlace(
    ({ place, at }) => fixes.push([place.point.lat, at - 10 * HOUR]),
    () => undefined,
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("gives each newer fix, and no older one after it", () => {
  give(1, 10 * HOUR - 50);
  give(2, 10 * HOUR - 5_000);
  give(1, 10 * HOUR - 50);
  give(3, 10 * HOUR);
  expect(fixes).toEqual([
    [1, -50],
    [3, 0],
  ]);
});

it("gives the fixes after the phone's clock was put back, the same one once", () => {
  give(1, 10 * HOUR);
  vi.setSystemTime(9 * HOUR);
  give(2, 9 * HOUR);
  give(2, 9 * HOUR);
  give(3, 9 * HOUR + 1_000);
  expect(fixes).toEqual([
    [1, 0],
    [2, -HOUR],
    [3, -HOUR + 1_000],
  ]);
});

it("takes a fix for fresh that gives the satellites' time while the phone's clock is a day ahead", () => {
  vi.setSystemTime(34 * HOUR);
  give(1, 10 * HOUR);
  give(2, 10 * HOUR + 5_000);
  expect(fixes).toEqual([
    [1, 24 * HOUR],
    [2, 24 * HOUR],
  ]);
});
