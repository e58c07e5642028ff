import { expect, it } from "vitest";
import { shownRate } from "./cpu.ts";

it("averages the pictures of all tiles, and counts none of one that stands still", () => {
  const now = 100_000;
  expect(
    shownRate(
      [
        { fps: 25, drawnMs: now - 40 },
        { fps: 15, drawnMs: now - 400 },
        { fps: 25, drawnMs: now - 5_000 },
        { fps: 0, drawnMs: 0 },
      ],
      now,
    ),
  ).toBe(10);
  expect(shownRate([], now)).toBe(0);
});
