import type { Point } from "@amaliyat/domain/kernel";
import type { Size, Spot } from "./plan-frame.ts";

/** The view of a map at a moment: enough to draw over it and to read a hand on it. Spots are px from the left and top of the map's box. */
export type Frame = {
  readonly size: Size;
  readonly project: (point: Point) => Spot;
  /** The point under a spot; null once the map is closed. */
  readonly unproject: (spot: Spot) => Point | null;
  /** Brings a point into sight; one that is seen stays where it is, if no zoom is asked for. */
  readonly reveal: (point: Point, zoom?: number) => void;
};

/** Free space at the edge, px: a handle nearer to it is taken for one outside. */
const EDGE = 12;

export const isSeen = ({ x, y }: Spot, { width, height }: Size): boolean =>
  x >= EDGE && y >= EDGE && x <= width - EDGE && y <= height - EDGE;

/** The spot itself, or the nearest one within the box: a focused handle far outside would scroll the page to it. */
export const heldWithin = ({ x, y }: Spot, { width, height }: Size): Spot => ({
  x: Math.min(width, Math.max(0, x)),
  y: Math.min(height, Math.max(0, y)),
});

export const middleOf = ({ size: { width, height }, unproject }: Frame): Point | null => unproject({ x: width / 2, y: height / 2 });

/** Corners as the attribute `points` of a shape over the map. */
export const linesOf = ({ project }: Pick<Frame, "project">, corners: readonly Point[]): string =>
  corners
    .map(project)
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(" ");
