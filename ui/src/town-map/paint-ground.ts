import { onScreen, onTile, type Brush } from "./brush.ts";
import { GROUND, type Ground, type GroundTile } from "./ground.ts";
import type { TileAt } from "./tile-choice.ts";

export type Placed = { readonly at: TileAt; readonly tile: GroundTile };

const paths = new WeakMap<GroundTile, Map<Ground, Path2D>>();

/** The outline of a kind of ground in a tile: made once, drawn at every look. */
function pathOf(tile: GroundTile, ground: Ground): Path2D | null {
  const shapes = tile.drawn[ground];
  if (shapes === undefined) return null;
  const made = paths.get(tile) ?? new Map<Ground, Path2D>();
  paths.set(tile, made);
  const known = made.get(ground);
  if (known !== undefined) return known;
  const path = new Path2D();
  for (const { kind, parts } of shapes)
    for (const part of parts) {
      path.moveTo(part[0] ?? 0, part[1] ?? 0);
      for (let i = 2; i < part.length; i += 2) path.lineTo(part[i] ?? 0, part[i + 1] ?? 0);
      if (kind === "area") path.closePath();
    }
  made.set(ground, path);
  return path;
}

type Line = { readonly colour: `--${string}`; readonly px14: number; readonly from: number; readonly edge?: true; readonly dashed?: true };
/** Widths at zoom 14 in pixels, and from which zoom on a kind is drawn. */
const LINES: Readonly<Partial<Record<Ground, Line>>> = {
  waterway: { colour: "--map-water", px14: 2, from: 12 },
  rail: { colour: "--map-label", px14: 1.2, from: 12, dashed: true },
  path: { colour: "--local-road-4", px14: 0.7, from: 15.5, dashed: true },
  road4: { colour: "--local-road-4", px14: 1.4, from: 14, edge: true },
  road3: { colour: "--local-road-3", px14: 2.6, from: 12, edge: true },
  road2: { colour: "--local-road-2", px14: 4.2, from: 9, edge: true },
  road1: { colour: "--local-road-1", px14: 5.6, from: 8, edge: true },
};
const AREAS: Readonly<Partial<Record<Ground, `--${string}`>>> = {
  green: "--map-green",
  plot: "--local-plot",
  water: "--map-water",
  building: "--map-block",
};

/** Roads grow with the zoom, more slowly than the ground does. */
const widthAt = (px14: number, zoom: number): number => Math.max(0.6, px14 * 2 ** ((zoom - 14) * 0.6));

function stroke(brush: Brush, tiles: readonly Placed[], ground: Ground, line: Line, more: number): void {
  const { ink, view, colours } = brush;
  ink.strokeStyle = colours(more > 0 ? "--map-casing" : line.colour);
  const width = widthAt(line.px14, view.zoom) + more;
  for (const { at, tile } of tiles) {
    const path = pathOf(tile, ground);
    if (path === null) continue;
    const unit = onTile(brush, at, tile.extent);
    ink.lineWidth = width / unit;
    ink.setLineDash(line.dashed === true ? [6 / unit, 4 / unit] : []);
    ink.stroke(path);
  }
}

/** Paints the ground: its colour, areas, then lines; all edges of roads before the roads, so that crossings are open. */
export function paintGround(brush: Brush, tiles: readonly Placed[]): void {
  const { ink, view, size, colours } = brush;
  onScreen(brush);
  ink.fillStyle = colours("--map-ground");
  ink.fillRect(0, 0, size.x, size.y);
  ink.lineCap = "round";
  ink.lineJoin = "round";
  for (const ground of GROUND) {
    const colour = AREAS[ground];
    if (colour === undefined) continue;
    ink.fillStyle = colours(colour);
    for (const { at, tile } of tiles) {
      const path = pathOf(tile, ground);
      if (path === null) continue;
      onTile(brush, at, tile.extent);
      ink.fill(path);
    }
  }
  const shown = GROUND.flatMap((ground) => {
    const line = LINES[ground];
    return line !== undefined && view.zoom >= line.from ? [{ ground, line }] : [];
  });
  for (const { ground, line } of shown) if (line.edge === true) stroke(brush, tiles, ground, line, 2);
  for (const { ground, line } of shown) stroke(brush, tiles, ground, line, 0);
  ink.setLineDash([]);
}
