import { expect, it } from "vitest";
import { boxOf, overlaps, spotsAlong } from "./name-spot.ts";

const first = (line: readonly { x: number; y: number }[], width: number) => spotsAlong(line, width).next().value ?? null;

it("writes a name in the middle of its road, never upside down", () => {
  expect(
    first(
      [
        { x: 0, y: 10 },
        { x: 200, y: 10 },
      ],
      80,
    ),
  ).toEqual({ at: { x: 100, y: 10 }, turn: 0 });
  expect(
    first(
      [
        { x: 200, y: 10 },
        { x: 0, y: 10 },
      ],
      80,
    )?.turn,
  ).toBeCloseTo(0);
  expect(
    first(
      [
        { x: 0, y: 200 },
        { x: 200, y: 0 },
      ],
      80,
    )?.turn,
  ).toBeCloseTo(-Math.PI / 4);
});

it("looks for a straight piece, and leaves out a road that is too short or too bent", () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
  ];
  for (const { at } of spotsAlong(corner, 60)) expect(at.x === 100 || at.y === 0).toBe(true);
  expect([...spotsAlong(corner, 60)].length).toBeGreaterThan(0);
  expect(first(corner, 190)).toBeNull();
  expect(first(corner, 201)).toBeNull();
});

it("knows what lies over what", () => {
  const flat = boxOf({ at: { x: 50, y: 50 }, turn: 0 }, 60, 18);
  expect(flat).toEqual({ at: { x: 50, y: 50 }, x: 30, y: 9 });
  const upright = boxOf({ at: { x: 50, y: 75 }, turn: Math.PI / 2 }, 60, 18);
  expect([Math.round(upright.x), Math.round(upright.y)]).toEqual([9, 30]);
  expect(overlaps(flat, upright)).toBe(true);
  expect(overlaps(flat, { ...upright, at: { x: 50, y: 100 } })).toBe(false);
});
