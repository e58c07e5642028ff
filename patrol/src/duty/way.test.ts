import type { Drive } from "@amaliyat/contract/dispatch";
import { expect, it } from "vitest";
import { aheadOf, drawn, offWay } from "./way.ts";

const at = (east: number, north: number) => ({ lat: north / 111_320, lon: east / 111_320 });
const drive: Drive = {
  seconds: 60,
  metres: 600,
  line: [at(0, 0), at(0, 300), at(300, 300)],
  instructions: [
    { turn: null, name: "أ", metres: 300, at: at(0, 0) },
    { turn: "right", name: "ب", metres: 300, at: at(0, 300) },
  ],
};

it("says the next turn and what is left", () => {
  expect(aheadOf(drive, at(0, 20))).toMatchObject({ turn: "right", name: "ب" });
  expect(Math.round(aheadOf(drive, at(0, 0))?.inM ?? 0)).toBe(300);
  expect(Math.round(aheadOf(drive, at(0, 0))?.leftS ?? 0)).toBe(60);
  // Beyond the middle of a long street its end is the nearest corner, and the turn there is still ahead.
  expect(aheadOf(drive, at(5, 250))).toMatchObject({ turn: "right" });
  expect(Math.round(aheadOf(drive, at(5, 250))?.inM ?? 0)).toBe(50);
  expect(aheadOf(drive, at(280, 300))).toMatchObject({ turn: null });
  expect(aheadOf({ ...drive, line: [] }, at(0, 0))).toBeNull();
});

it("knows when the crew has left its way", () => {
  expect([at(5, 250), at(200, 100)].map((place) => Math.round(offWay(drive, place)))).toEqual([5, 200]);
});

it("draws north up, inside its box", () => {
  const [start, turn, end] = drawn(drive.line, { wide: 100, high: 100, margin: 10 });
  expect([start?.y, turn?.y].map((y) => Math.round(y ?? 0))).toEqual([90, 10]);
  expect(Math.round(end?.x ?? 0)).toBe(90);
});
