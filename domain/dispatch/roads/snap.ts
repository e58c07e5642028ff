import type { Point } from "../../kernel/index.ts";
import type { RoadGraph } from "./graph.ts";

/** A place on the road nearest to a point: `share` of the way along a segment, `metres` beside it. */
export type Snapped = { readonly segment: number; readonly share: number; readonly metres: number };

/** Small, so that few segments are looked at; a town's streets lie some 100 m apart. */
const CELL_M = 100;
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
/** Metres along one axis from a point to a cell; 0 within it. */
const gapTo = (cell: number, metres: number): number => Math.max(0, cell * CELL_M - metres, metres - (cell + 1) * CELL_M);
const key = (column: number, row: number): number => column * 0x200000 + row;

/** Finds the nearest road to a point; null where there is none within `OFF_ROAD_M`. The returned function keeps a grid of the segments. */
export function snapper(graph: RoadGraph): (point: Point) => Snapped | null {
  const plane = planeOf(graph);
  // Metres of the ends of each segment: asked of hundreds of segments for each unit that moved, so nothing is made on the way.
  const endsOf = (of: Int32Array, axis: (degrees: number) => number, degrees: Float64Array): Float64Array =>
    Float64Array.from(of, (node) => axis(degrees[node] ?? 0));
  const [fromX, fromY] = [endsOf(graph.from, plane.x, graph.lon), endsOf(graph.from, plane.y, graph.lat)];
  const [toX, toY] = [endsOf(graph.to, plane.x, graph.lon), endsOf(graph.to, plane.y, graph.lat)];
  const cells = new Map<number, number[]>();
  for (let segment = 0; segment < graph.from.length; segment++) {
    const [ax, ay, bx, by] = [fromX[segment] ?? 0, fromY[segment] ?? 0, toX[segment] ?? 0, toY[segment] ?? 0];
    for (let column = cellOf(Math.min(ax, bx)); column <= cellOf(Math.max(ax, bx)); column++)
      for (let row = cellOf(Math.min(ay, by)); row <= cellOf(Math.max(ay, by)); row++) {
        const cell = cells.get(key(column, row));
        if (cell) cell.push(segment);
        else cells.set(key(column, row), [segment]);
      }
  }
  const shareOf = (segment: number, x: number, y: number): number => {
    const ax = fromX[segment] ?? 0;
    const ay = fromY[segment] ?? 0;
    const dx = (toX[segment] ?? 0) - ax;
    const dy = (toY[segment] ?? 0) - ay;
    const square = dx * dx + dy * dy;
    return square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  };
  /** The square of the metres beside a segment. */
  const besideSquared = (segment: number, x: number, y: number): number => {
    const ax = fromX[segment] ?? 0;
    const ay = fromY[segment] ?? 0;
    const share = shareOf(segment, x, y);
    const dx = ax + share * ((toX[segment] ?? 0) - ax) - x;
    const dy = ay + share * ((toY[segment] ?? 0) - ay) - y;
    return dx * dx + dy * dy;
  };

  return (point) => {
    const x = plane.x(point.lon);
    const y = plane.y(point.lat);
    const atColumn = cellOf(x);
    const atRow = cellOf(y);
    let best = -1;
    let least = OFF_ROAD_M * OFF_ROAD_M;
    // Rings of cells around the point; a ring or a cell that begins beyond the best found cannot hold a better one.
    for (let ring = 0; ((ring - 1) * CELL_M) ** 2 <= least || ring === 0; ring++)
      for (let column = atColumn - ring; column <= atColumn + ring; column++) {
        const step = Math.abs(column - atColumn) === ring || ring === 0 ? 1 : 2 * ring;
        for (let row = atRow - ring; row <= atRow + ring; row += step) {
          if (gapTo(column, x) ** 2 + gapTo(row, y) ** 2 > least) continue;
          for (const segment of cells.get(key(column, row)) ?? []) {
            const beside = besideSquared(segment, x, y);
            if (beside > least || (beside === least && best !== -1)) continue;
            best = segment;
            least = beside;
          }
        }
      }
    return best === -1 ? null : { segment: best, share: shareOf(best, x, y), metres: Math.sqrt(least) };
  };
}
