import type { Point, Text3 } from "@amaliyat/domain/kernel";
import { toPoint, type Metres } from "../town/projection.ts";
import { streetMap } from "../town/streets.ts";

export type StreetPlace = { readonly point: Point; readonly street: Text3 };

/** The part of the town where most people are, metres from its middle. */
const BUSY_M = 2_600;

/** A place on one of the town's streets, the longer the street the likelier. `chance` is in [0, 1). */
export function placeOnStreet(chance: () => number): StreetPlace {
  const { nodes, edges } = streetMap().network;
  const near = edges.filter(({ from, name }) => name.ar !== "" && Math.hypot(...(nodes[from]?.place ?? [BUSY_M, BUSY_M])) < BUSY_M);
  let left = chance() * near.reduce((sum, { metres }) => sum + metres, 0);
  const edge = near.find(({ metres }) => (left -= metres) < 0) ?? near[0];
  const [a, b] = [nodes[edge?.from ?? 0]?.place, nodes[edge?.to ?? 0]?.place];
  if (edge === undefined || a === undefined || b === undefined) throw new Error("the town has no streets");
  const share = chance();
  const place: Metres = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
  return { point: toPoint(place), street: edge.name };
}

/** Place of another witness of the same event: some tens of metres away. */
export function placeBeside({ lat, lon }: Point, chance: () => number): Point {
  const off = (): number => (chance() - 0.5) * 0.000_6;
  return { lat: Math.round((lat + off()) * 1e5) / 1e5, lon: Math.round((lon + off()) * 1e5) / 1e5 };
}
