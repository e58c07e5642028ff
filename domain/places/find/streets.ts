import type { Point } from "../../kernel/index.ts";
import type { PlaceNames } from "../names.ts";

/** Roads as the map gives them: latitudes and longitudes one after the other, and ways of numbers of nodes. */
export type NamedRoads = {
  readonly nodes: readonly number[];
  readonly ways: readonly { readonly name: PlaceNames | null; readonly nodes: readonly number[] }[];
};

export type Street = { readonly names: PlaceNames; readonly point: Point };

/** Parts of one name are one street where they come this near to each other, degrees; about 500 m. */
const TOGETHER_DEG = 0.005;

/** The head of a group; groups are joined by their heads. */
function headOf(heads: number[], member: number): number {
  let at = member;
  while (heads[at] !== at) {
    const next = heads[at] ?? at;
    heads[at] = heads[next] ?? next;
    at = next;
  }
  return at;
}

const keyOf = ({ ar, fr, en }: PlaceNames): string => `${ar ?? ""}\n${fr ?? ""}\n${en ?? ""}`;

/**
 * The streets of a town from the roads that road time is reckoned with. Ways of one name that come near to each other are one street; its
 * point is the node nearest to the middle of them all. The order is that of the ways.
 */
export function streetsOf({ nodes, ways }: NamedRoads): Street[] {
  const pointOf = (node: number): Point => ({ lat: nodes[2 * node] ?? 0, lon: nodes[2 * node + 1] ?? 0 });
  const heads = ways.map((_, way) => way);
  const cells = new Map<string, number>();
  for (const [way, { name, nodes: line }] of ways.entries()) {
    if (name === null) continue;
    const key = keyOf(name);
    for (const node of line) {
      const { lat, lon } = pointOf(node);
      const [row, column] = [Math.floor(lat / TOGETHER_DEG), Math.floor(lon / TOGETHER_DEG)];
      for (const up of [-1, 0, 1])
        for (const across of [-1, 0, 1]) {
          const other = cells.get(`${row + up} ${column + across} ${key}`);
          if (other !== undefined) heads[headOf(heads, other)] = headOf(heads, way);
        }
      cells.set(`${row} ${column} ${key}`, way);
    }
  }
  const groups = new Map<number, { readonly names: PlaceNames; readonly line: number[] }>();
  for (const [way, { name, nodes: line }] of ways.entries()) {
    if (name === null) continue;
    const head = headOf(heads, way);
    const group = groups.get(head) ?? { names: name, line: [] };
    for (const node of line) group.line.push(node);
    groups.set(head, group);
  }
  return [...groups.values()].map(({ names, line }) => ({ names, point: middleOf(line.map(pointOf)) }));
}

function middleOf(points: readonly Point[]): Point {
  let [south, north, west, east] = [90, -90, 180, -180];
  for (const { lat, lon } of points) {
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
  }
  const [lat, lon] = [(south + north) / 2, (west + east) / 2];
  const away = (point: Point): number => (point.lat - lat) ** 2 + (point.lon - lon) ** 2;
  return points.reduce((best, point) => (away(point) < away(best) ? point : best), points[0] ?? { lat, lon });
}
