import type { Drive } from "@amaliyat/contract/dispatch";
import type { Point } from "@amaliyat/domain/kernel";
import { metres } from "../storage/buffer.ts";

/** Next instruction on a way, and the remaining distance. */
export type Ahead = {
  readonly turn: Drive["instructions"][number]["turn"];
  readonly name: string | null;
  /** To the turn, in metres. */
  readonly inM: number;
  /** To the end. */
  readonly leftM: number;
  readonly leftS: number;
};

const M_PER_DEGREE = 111_320;

/** Nearest point of a line to a point: its distance along the line, and its distance from the point, in metres. */
function nearest(line: readonly Point[], to: Point): { readonly along: number; readonly far: number } {
  const flat = ({ lat, lon }: Point) => ({
    x: (lon - to.lon) * Math.cos((to.lat * Math.PI) / 180) * M_PER_DEGREE,
    y: (lat - to.lat) * M_PER_DEGREE,
  });
  let [passed, best, found] = [0, Number.POSITIVE_INFINITY, 0];
  for (const [i, point] of line.entries()) {
    const [a, b] = [flat(line[i - 1] ?? point), flat(point)];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = Math.hypot(dx, dy);
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(a.x * dx + a.y * dy) / (length * length)));
    const far = Math.hypot(a.x + share * dx, a.y + share * dy);
    if (far < best) [best, found] = [far, passed + share * length];
    passed += length;
  }
  return { along: found, far: best };
}

const along = (line: readonly Point[], to: Point): number => nearest(line, to).along;

/** Distance of a crew from its way, in metres. */
export const offWay = (drive: Drive, place: Point): number => nearest(drive.line, place).far;

const lengthOf = (line: readonly Point[]): number => line.reduce((sum, point, i) => sum + metres(line[i - 1] ?? point, point), 0);

/** A turn nearer than this is being made. */
const MADE_M = 8;

/** Position of a crew on its way; null if the way has no line. */
export function aheadOf(drive: Drive, place: Point): Ahead | null {
  if (drive.line.length === 0) return null;
  const here = along(drive.line, place);
  const next = drive.instructions.find(({ at, turn }) => turn !== null && along(drive.line, at) > here + MADE_M);
  const leftM = Math.max(0, lengthOf(drive.line) - here);
  const inM = next === undefined ? leftM : along(drive.line, next.at) - here;
  const leftS = drive.metres === 0 ? 0 : (drive.seconds * leftM) / drive.metres;
  return { turn: next?.turn ?? null, name: next?.name ?? null, inM, leftM, leftS };
}

/** A box to draw in, in the units of the drawing. */
export type Box = { readonly wide: number; readonly high: number; readonly margin: number };

/** Places drawn into a box, north up; metres are the same in both directions. */
export function drawn(points: readonly Point[], box: Box): readonly { readonly x: number; readonly y: number }[] {
  const flat = points.map(({ lat, lon }) => ({ x: lon * Math.cos((lat * Math.PI) / 180), y: -lat }));
  const [xs, ys] = [flat.map(({ x }) => x), flat.map(({ y }) => y)];
  const [west, north] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - west, Math.max(...ys) - north];
  const scale = Math.min((box.wide - 2 * box.margin) / Math.max(wide, 1e-6), (box.high - 2 * box.margin) / Math.max(high, 1e-6));
  const [first, top] = [(box.wide - wide * scale) / 2, (box.high - high * scale) / 2];
  return flat.map(({ x, y }) => ({ x: first + (x - west) * scale, y: top + (y - north) * scale }));
}
