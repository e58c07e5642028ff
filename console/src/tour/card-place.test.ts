import { expect, it } from "vitest";
import { around, cardPlace } from "./card-place.ts";

const CARD = { width: 360, height: 180 };
/** A window of 1920 × 1080 above the telephone. */
const FREE = { width: 1920, height: 1016 };

it("stands beside the queue, at the end of the reading direction", () => {
  expect(cardPlace({ left: 1520, top: 56, width: 392, height: 600 }, CARD, FREE, "rtl")).toEqual({ left: 1152, top: 56 });
  expect(cardPlace({ left: 8, top: 56, width: 392, height: 600 }, CARD, FREE, "ltr")).toEqual({ left: 408, top: 56 });
});

it("stands below the wall, and above the map and its units", () => {
  expect(cardPlace({ left: 8, top: 56, width: 1504, height: 500 }, CARD, FREE, "rtl")).toEqual({ left: 1152, top: 564 });
  const map = { left: 352, top: 570, width: 1160, height: 390 };
  const units = { left: 8, top: 570, width: 336, height: 390 };
  expect(around([map, units])).toEqual({ left: 8, top: 570, width: 1504, height: 390 });
  expect(cardPlace(around([map, units]), CARD, FREE, "rtl")).toEqual({ left: 1152, top: 382 });
});

it("covers no telephone: it slides up beside a region at the foot", () => {
  expect(cardPlace({ left: 1520, top: 900, width: 392, height: 40 }, CARD, FREE, "rtl")).toEqual({ left: 1152, top: 828 });
});

it("stands below the bar, and in the far corner of a region that fills the window", () => {
  expect(cardPlace({ left: 0, top: 0, width: 1920, height: 48 }, CARD, FREE, "rtl")).toEqual({ left: 1552, top: 56 });
  expect(cardPlace({ left: 0, top: 0, width: 1920, height: 1016 }, CARD, FREE, "rtl")).toEqual({ left: 8, top: 828 });
});

it("never leaves the window, however small", () => {
  expect(
    cardPlace({ left: 0, top: 100, width: 320, height: 200 }, { width: 304, height: 220 }, { width: 320, height: 400 }, "ltr"),
  ).toEqual({
    left: 8,
    top: 72,
  });
});
