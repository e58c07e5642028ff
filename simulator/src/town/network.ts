import type { Point, Text3 } from "@amaliyat/domain/kernel";
import { AVENUES, ROUNDABOUTS } from "./avenues.ts";
import type { Road, RoadClass, Roundabout } from "./avenues.ts";
import { between, crossing, distance } from "./plane.ts";
import { toPoint } from "./projection.ts";
import type { Metres } from "./projection.ts";

/** A junction, an end or a bend of the network. */
export type StreetNode = { readonly id: number; readonly place: Metres; readonly point: Point };

/** A piece of a street between two nodes. */
export type StreetEdge = {
  readonly from: number;
  readonly to: number;
  readonly metres: number;
  readonly class: RoadClass;
  readonly name: Text3;
  /** Metres per second that a patrol makes here when it is not in a hurry. */
  readonly speed: number;
  /** True on roundabouts: only from `from` to `to`. */
  readonly oneWay: boolean;
};

/** Lines that share nodes wherever they meet, and the graph of them. */
export type StreetNetwork = {
  readonly nodes: readonly StreetNode[];
  readonly edges: readonly StreetEdge[];
  readonly roads: readonly Road[];
};

const SPEED_KMH: Readonly<Record<RoadClass, number>> = { primary: 60, secondary: 50, residential: 30, roundabout: 30 };
/** Places closer than this are the same node, m. */
const SNAP_M = 2.5;

/** Joins avenues, roundabouts and residential streets into one network. */
export function joinRoads(streets: readonly Road[]): StreetNetwork {
  const outside = [...AVENUES, ...streets].flatMap((road) => outsideRings(road));
  const rings = ROUNDABOUTS.map((round) => ringOf(round, outside));
  const roads = splitAtCrossings([...outside, ...rings]);
  return buildGraph(roads);
}

/** The parts of a road outside all roundabouts, ended on their rings. */
function outsideRings(road: Road): Road[] {
  const parts: Metres[][] = [];
  let part: Metres[] = [];
  const end = (): void => {
    if (part.length > 1) parts.push(part);
    part = [];
  };
  for (const [i, p] of road.line.entries()) {
    const before = road.line[i - 1];
    if (before !== undefined)
      for (const { share, leaves } of ringCrossings(before, p)) {
        if (leaves) part = [between(before, p, share)];
        else {
          part.push(between(before, p, share));
          end();
        }
      }
    if (ROUNDABOUTS.every(({ middle, radius }) => distance(p, middle) >= radius)) part.push(p);
  }
  end();
  return parts.map((line) => ({ ...road, line }));
}

function ringCrossings(a: Metres, b: Metres): { share: number; leaves: boolean }[] {
  return ROUNDABOUTS.flatMap(({ middle, radius }) => {
    const [dx, dy, fx, fy] = [b[0] - a[0], b[1] - a[1], a[0] - middle[0], a[1] - middle[1]];
    const [qa, qb, qc] = [dx * dx + dy * dy, 2 * (fx * dx + fy * dy), fx * fx + fy * fy - radius * radius];
    const root = qb * qb - 4 * qa * qc;
    if (root <= 0) return [];
    const into = (-qb - Math.sqrt(root)) / (2 * qa);
    const out = (-qb + Math.sqrt(root)) / (2 * qa);
    return [
      ...(into > 0 && into < 1 ? [{ share: into, leaves: false }] : []),
      ...(out > 0 && out < 1 ? [{ share: out, leaves: true }] : []),
    ];
  }).toSorted((x, y) => x.share - y.share);
}

/** The ring of a roundabout, counter-clockwise, with a corner wherever a road ends on it. */
function ringOf({ name, middle, radius }: Roundabout, roads: readonly Road[]): Road {
  const ends = roads
    .flatMap((road) => [road.line[0], road.line.at(-1)])
    .filter((p) => p !== undefined && Math.abs(distance(p, middle) - radius) < 0.5);
  const angles = ends.map((p) => (p === undefined ? 0 : Math.atan2(p[1] - middle[1], p[0] - middle[0])));
  for (let i = 0; i < 12; i++) {
    const angle = -Math.PI + (i * Math.PI) / 6;
    if (angles.every((other) => Math.abs(other - angle) > 0.12)) angles.push(angle);
  }
  const ring = angles
    .toSorted((a, b) => a - b)
    .map((angle): Metres => [middle[0] + radius * Math.cos(angle), middle[1] + radius * Math.sin(angle)]);
  const [first] = ring;
  return { class: "roundabout", name, line: first === undefined ? [] : [...ring, first] };
}

type Piece = { readonly road: number; readonly at: number; readonly a: Metres; readonly b: Metres };

/** Gives every road a corner wherever another meets it. */
function splitAtCrossings(roads: readonly Road[]): Road[] {
  const pieces = roads.flatMap((road, index) => road.line.slice(1).map((b, at): Piece => ({ road: index, at, a: road.line[at] ?? b, b })));
  const extra = roads.map((road) => road.line.map((): { share: number; place: Metres }[] => []));
  for (const [i, p] of pieces.entries())
    for (const q of pieces.slice(i + 1)) {
      if (
        p.road === q.road ||
        Math.min(p.a[0], p.b[0]) > Math.max(q.a[0], q.b[0]) + 1 ||
        Math.max(p.a[0], p.b[0]) < Math.min(q.a[0], q.b[0]) - 1
      )
        continue;
      if (Math.min(p.a[1], p.b[1]) > Math.max(q.a[1], q.b[1]) + 1 || Math.max(p.a[1], p.b[1]) < Math.min(q.a[1], q.b[1]) - 1) continue;
      const cross = crossing(p.a, p.b, q.a, q.b);
      if (cross === null) continue;
      const [lp, lq] = [1 / distance(p.a, p.b), 1 / distance(q.a, q.b)]; // a metre of grace at the ends
      if (cross.first < -lp || cross.first > 1 + lp || cross.second < -lq || cross.second > 1 + lq) continue;
      const place = between(p.a, p.b, Math.min(1, Math.max(0, cross.first)));
      extra[p.road]?.[p.at]?.push({ share: cross.first, place });
      extra[q.road]?.[q.at]?.push({ share: cross.second, place });
    }
  return roads.map((road, index) => ({
    ...road,
    line: road.line.flatMap((p, at) => [p, ...(extra[index]?.[at] ?? []).toSorted((x, y) => x.share - y.share).map(({ place }) => place)]),
  }));
}

function buildGraph(roads: readonly Road[]): StreetNetwork {
  const nodes: StreetNode[] = [];
  const cells = new Map<string, StreetNode[]>();
  const nodeAt = (place: Metres): StreetNode => {
    const [cx, cy] = [Math.floor(place[0] / 10), Math.floor(place[1] / 10)];
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const node of cells.get(`${cx + dx},${cy + dy}`) ?? []) if (distance(node.place, place) < SNAP_M) return node;
    const node = { id: nodes.length, place, point: toPoint(place) };
    nodes.push(node);
    cells.set(`${cx},${cy}`, [...(cells.get(`${cx},${cy}`) ?? []), node]);
    return node;
  };
  const edges: StreetEdge[] = [];
  const joined = roads.map((road): Road => {
    const line: StreetNode[] = [];
    for (const place of road.line) {
      const node = nodeAt(place);
      if (line.at(-1) !== node) line.push(node);
    }
    for (const [i, to] of line.entries()) {
      const from = line[i - 1];
      if (from === undefined) continue;
      const speed = SPEED_KMH[road.class] / 3.6;
      edges.push({
        from: from.id,
        to: to.id,
        metres: distance(from.place, to.place),
        class: road.class,
        name: road.name,
        speed,
        oneWay: road.class === "roundabout",
      });
    }
    return { ...road, line: line.map((node) => node.place) };
  });
  return { nodes, edges, roads: joined.filter((road) => road.line.length > 1) };
}
