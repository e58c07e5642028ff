import { describe, expect, it } from "vitest";
import type { Track } from "../../facts/index.ts";
import { bearing, headingOf, isMoving, placeAt } from "./motion.ts";

const position = (lat: number, lon: number, headingDeg: number | null = null) => ({
  place: { lat, lon },
  headingDeg,
  at: "2026-04-18T01:41:07Z",
});
const track: Track = { last: position(31.952, 5.334), heardAt: 3000, before: position(31.95, 5.334), beforeHeardAt: 1000 };

describe("motion of a unit", () => {
  it("goes from the place before to the last one in the time between the two messages, and stops there", () => {
    expect(placeAt(track, 3000).lat).toBeCloseTo(31.95, 6);
    expect(placeAt(track, 4000).lat).toBeCloseTo(31.951, 6);
    expect(placeAt(track, 5000).lat).toBeCloseTo(31.952, 6);
    expect(placeAt(track, 99_000).lat).toBeCloseTo(31.952, 6);
  });

  it("does not glide across the town", () => {
    expect(placeAt({ ...track, before: position(31.5, 5.334) }, 3001)).toEqual(track.last.place);
  });

  it("stands still when told the same place again", () => {
    expect(isMoving({ ...track, before: track.last }, 3000)).toBe(false);
    expect(isMoving(track, 3000)).toBe(true);
    expect(isMoving(track, 60_000)).toBe(false);
  });

  it("heads where the phone says, else along its step", () => {
    expect(headingOf({ ...track, last: position(31.952, 5.334, 90) })).toBe(90);
    expect(headingOf(track)).toBeCloseTo(0, 3);
    expect(headingOf({ ...track, before: track.last })).toBeNull();
    expect(bearing({ lat: 31.95, lon: 5.33 }, { lat: 31.95, lon: 5.34 })).toBeCloseTo(90, 3);
  });
});
