import type { Point, Text3 } from "../../kernel/index.ts";
import type { RoadNetwork } from "./network.ts";
import type { Stretch } from "./path.ts";

export const TURNS = ["straight", "slight_left", "left", "sharp_left", "slight_right", "right", "sharp_right", "back"] as const;
export type Turn = (typeof TURNS)[number];

/** One instruction: turn, onto what, and how far it is followed. The first has no turn to make: its `turn` is null. */
export type Instruction = {
  readonly turn: Turn | null;
  readonly name: Partial<Text3> | null;
  readonly metres: number;
  /** Place of the turn. */
  readonly at: Point;
};

/** Degrees clockwise from north. */
function bearing(a: Point, b: Point): number {
  const east = (b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180);
  return (Math.atan2(east, b.lat - a.lat) * 180) / Math.PI;
}

/** The change of direction between two bearings, in degrees from -180 to 180, to the right positive. */
const change = (from: number, to: number): number => ((((to - from) % 360) + 540) % 360) - 180;

function turnOf(degrees: number): Turn {
  const size = Math.abs(degrees);
  if (size > 165) return "back";
  if (size < 20) return "straight";
  const side = degrees < 0 ? "left" : "right";
  if (size < 50) return `slight_${side}`;
  return size <= 125 ? side : `sharp_${side}`;
}

const sameName = (a: Partial<Text3> | null, b: Partial<Text3> | null): boolean =>
  a !== null && b !== null && (a.ar ?? a.fr ?? a.en) === (b.ar ?? b.fr ?? b.en);

/**
 * Driving instructions. A street that goes on under its own name needs none, even where it bends. Ways that a map cut in pieces are one
 * street here.
 */
export function instructionsOf(network: RoadNetwork, stretches: readonly Stretch[]): Instruction[] {
  const told: Instruction[] = [];
  let before: Stretch | null = null;
  for (const stretch of stretches) {
    const name = network.ways[stretch.way]?.name ?? null;
    const [at, next] = stretch.points;
    if (at === undefined || next === undefined) continue;
    const [last, end] = before === null ? [] : before.points.slice(-2);
    const turn = last === undefined || end === undefined ? null : turnOf(change(bearing(last, end), bearing(at, next)));
    const previous = told.at(-1);
    const goesOn = previous !== undefined && (sameName(previous.name, name) || (turn === "straight" && name === null));
    if (goesOn) told[told.length - 1] = { ...previous, metres: previous.metres + stretch.metres };
    else told.push({ turn, name, metres: stretch.metres, at });
    before = stretch;
  }
  return told;
}
