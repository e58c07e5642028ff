import { scaleOf, spotOf, type Spot, type View } from "./view.ts";
import type { TileAt } from "./tile-choice.ts";

/** Colours by the names of the page's own variables. */
export type Colours = (name: `--${string}`) => string;

/** Tools of every painter: the canvas, its view, its size in CSS pixels, and the number of dots in one of them. */
export type Brush = {
  readonly ink: CanvasRenderingContext2D;
  readonly view: View;
  readonly size: Spot;
  readonly dots: number;
  readonly colours: Colours;
  readonly font: string;
};

/** Paints in CSS pixels from here on. */
export function onScreen({ ink, dots }: Brush): void {
  ink.setTransform(dots, 0, 0, dots, 0, 0);
}

/** Paints in the units of a tile from here on; answers how many pixels one of them has. */
export function onTile({ ink, view, size, dots }: Brush, { z, x, y }: TileAt, extent: number): number {
  const side = 2 ** z;
  const unit = scaleOf(view) / (side * extent);
  const origin = spotOf(view, size, { x: x / side, y: y / side });
  const bearing = (view.bearingDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(bearing) * unit * dots, Math.sin(bearing) * unit * dots];
  ink.setTransform(cos, -sin, sin, cos, origin.x * dots, origin.y * dots);
  return unit;
}
