import type { Spot } from "./view.ts";

/** Position of words: their middle, and their turn in radians; never upside down. */
export type NameSpot = { readonly at: Spot; readonly turn: number };
/** Occupied area on the screen: a middle and half of each side, in pixels. */
export type Box = { readonly at: Spot; readonly x: number; readonly y: number };

export const overlaps = (a: Box, b: Box): boolean => Math.abs(a.at.x - b.at.x) < a.x + b.x && Math.abs(a.at.y - b.at.y) < a.y + b.y;

/** The box, upright, around turned words. */
export function boxOf({ at, turn }: NameSpot, width: number, height: number): Box {
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  return { at, x: (width * cos + height * sin) / 2, y: (width * sin + height * cos) / 2 };
}

/** A line bends less than this where its name stands: the straight way between two places is nearly as long as the way along it. */
const STRAIGHT = 0.97;
const STEP_PX = 40;
const MOST_TRIES = 40;

function walker(line: readonly Spot[]): { readonly total: number; readonly at: (along: number) => Spot } {
  const ends: number[] = [];
  let total = 0;
  for (const [i, { x, y }] of line.entries()) {
    const before = line[i - 1];
    total += before === undefined ? 0 : Math.hypot(x - before.x, y - before.y);
    ends.push(total);
  }
  const at = (along: number): Spot => {
    const next = Math.max(
      1,
      ends.findIndex((end) => end >= along),
    );
    const [a, b] = [line[next - 1], line[next]];
    if (a === undefined || b === undefined) return a ?? { x: 0, y: 0 };
    const [from, to] = [ends[next - 1] ?? 0, ends[next] ?? 0];
    const share = to === from ? 0 : (along - from) / (to - from);
    return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
  };
  return { total, at };
}

/** Positions for a name of a width along a road, from its middle outwards. */
export function* spotsAlong(line: readonly Spot[], width: number): Generator<NameSpot> {
  const { total, at } = walker(line);
  if (total < width) return;
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    const middle = total / 2 + Math.ceil(tried / 2) * STEP_PX * (tried % 2 === 0 ? 1 : -1);
    if (middle - width / 2 < 0 || middle + width / 2 > total) return;
    const [a, b] = [at(middle - width / 2), at(middle + width / 2)];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    if (Math.hypot(dx, dy) < STRAIGHT * width) continue;
    const turn = Math.atan2(dy, dx);
    const upright = turn > Math.PI / 2 ? turn - Math.PI : turn <= -Math.PI / 2 ? turn + Math.PI : turn;
    yield { at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, turn: upright };
  }
}
