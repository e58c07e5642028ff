import type { Point } from "../../kernel/index.ts";
import type { RoadGraph } from "./graph.ts";

/** A place on the road nearest to a point: `share` of the way along a segment, `metres` beside it. */
export type Snapped = { readonly segment: number; readonly share: number; readonly metres: number };

const CELL_M = 200;
const M_PER_DEG = 111_195;
/** A point farther than this from every road is on none. */
export const OFF_ROAD_M = 600;

type Plane = { readonly x: (lon: number) => number; readonly y: (lat: number) => number };

/** Metres on a plane that touches the middle of the town: right to 1 in 1,000 over 50 km, which is all that "nearest" needs. */
function planeOf(graph: RoadGraph): Plane {
  const middle = graph.lat.length === 0 ? 0 : (graph.lat[Math.floor(graph.lat.length / 2)] ?? 0);
  const scale = M_PER_DEG * Math.cos((middle * Math.PI) / 180);
  return { x: (lon) => lon * scale, y: (lat) => lat * M_PER_DEG };
}

const cellOf = (metres: number): number => Math.floor(metres / CELL_M);
const key = (column: number, row: number): number => column * 0x200000 + row;

/** Finds the nearest road to a point; null where there is none within `OFF_ROAD_M`. The returned function keeps a grid of the segments. */
export function snapper(graph: RoadGraph): (point: Point) => Snapped | null {
  const plane = planeOf(graph);
  const cells = new Map<number, number[]>();
  const end = (node: number) => ({ x: plane.x(graph.lon[node] ?? 0), y: plane.y(graph.lat[node] ?? 0) });
  for (let segment = 0; segment < graph.from.length; segment++) {
    const a = end(graph.from[segment] ?? 0);
    const b = end(graph.to[segment] ?? 0);
    for (let column = cellOf(Math.min(a.x, b.x)); column <= cellOf(Math.max(a.x, b.x)); column++)
      for (let row = cellOf(Math.min(a.y, b.y)); row <= cellOf(Math.max(a.y, b.y)); row++) {
        const cell = cells.get(key(column, row));
        if (cell) cell.push(segment);
        else cells.set(key(column, row), [segment]);
      }
  }

  const beside = (segment: number, x: number, y: number): Snapped => {
    const a = end(graph.from[segment] ?? 0);
    const b = end(graph.to[segment] ?? 0);
    const along = { x: b.x - a.x, y: b.y - a.y };
    const square = along.x ** 2 + along.y ** 2;
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * along.x + (y - a.y) * along.y) / square));
    return { segment, share, metres: Math.hypot(a.x + share * along.x - x, a.y + share * along.y - y) };
  };

  return (point) => {
    const x = plane.x(point.lon);
    const y = plane.y(point.lat);
    let best: Snapped | null = null;
    // Rings of cells around the point; a ring that begins beyond the best found cannot hold a better one.
    for (let ring = 0; (ring - 1) * CELL_M <= Math.min(OFF_ROAD_M, best?.metres ?? Infinity); ring++)
      for (let column = -ring; column <= ring; column++)
        for (let row = -ring; row <= ring; row += Math.abs(column) === ring || ring === 0 ? 1 : 2 * ring)
          for (const segment of cells.get(key(cellOf(x) + column, cellOf(y) + row)) ?? []) {
            const found = beside(segment, x, y);
            if (best === null || found.metres < best.metres) best = found;
          }
    return best !== null && best.metres <= OFF_ROAD_M ? best : null;
  };
}
