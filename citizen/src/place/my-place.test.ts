import { reportPlace } from "@amaliyat/contract/reports";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { myPlace, watchPlace } from "./my-place.ts";

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

it.each([
  [
    { latitude: 31.95, longitude: 5.33, accuracy: -1 },
    { point: { lat: 31.95, lon: 5.33 }, accuracyM: null, source: "phone" },
  ],
  [
    { latitude: 31.95, longitude: 5.33, accuracy: Number.NaN },
    { point: { lat: 31.95, lon: 5.33 }, accuracyM: null, source: "phone" },
  ],
  [
    { latitude: 31.95, longitude: 5.33, accuracy: 1e12 },
    { point: { lat: 31.95, lon: 5.33 }, accuracyM: 100_000, source: "phone" },
  ],
  [{ latitude: Number.NaN, longitude: 5.33, accuracy: 9 }, "unknown"],
  [{ latitude: 31.95, longitude: 999, accuracy: 9 }, "unknown"],
])("gives no place that the room would refuse: %j", async (coords, place) => {
  const getCurrentPosition = (onFix: (position: object) => void): void => onFix({ coords, timestamp: Number.NaN });
  vi.stubGlobal("navigator", { geolocation: { getCurrentPosition } });
  const found = await myPlace();
  expect(found).toEqual(place);
  if (typeof found !== "string") expect(reportPlace.safeParse(found).success).toBe(true);
});

it("takes a fix without a time for one of now, and none without a point", () => {
  give(1, Number.NaN);
  give(Number.NaN, 10 * HOUR);
  expect(fixes).toEqual([[1, 0]]);
});
