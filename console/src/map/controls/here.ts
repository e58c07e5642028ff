import type { Thing } from "./next-thing.ts";

/** A point of the map's box, px from its left and top, with what lies there. */
export type Here = { readonly things: readonly Thing[]; readonly at: { readonly x: number; readonly y: number } };

export const thingKey = ({ kind, id }: Thing): string => `${kind} ${id}`;

/** Layers whose glyphs can be chosen, the one drawn on top first. */
export const PICKED = [
  ["units-alone", "unit"],
  ["units", "unit"],
  ["interventions", "intervention"],
  ["cameras", "camera"],
] as const;

/** Kind of the things that a clustered source draws as one. */
export const KIND_IN = { units: "unit", interventions: "intervention", cameras: "camera" } as const;

type Drawn = { readonly layer: { readonly id: string }; readonly properties: Readonly<Record<string, unknown>> };

/** The things of drawn features, the topmost first and each once: a feature at the edge of two tiles is drawn by both. */
export function thingsIn(features: readonly Drawn[]): Thing[] {
  const found = new Map<string, Thing>();
  for (const [layer, kind] of PICKED)
    for (const { properties } of features.filter((feature) => feature.layer.id === layer)) {
      const id = properties["id"];
      if (typeof id === "string") found.set(thingKey({ kind, id }), { kind, id });
    }
  return [...found.values()];
}
