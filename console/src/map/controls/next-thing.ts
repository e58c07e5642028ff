import { levelOf } from "../../facts/index.ts";
import type { Selection } from "../../selection/index.ts";
import type { Shown } from "../map-layers.ts";
import type { MapData } from "../use-map-data.ts";

/** Thing drawn as a glyph that can be chosen. */
export type Thing = Extract<Selection, { readonly id: string }>;

const isDrawn = ({ state }: MapData["cameras"][number]): boolean => state !== "retired" && state !== "planned";

/**
 * Order in which a keyboard walks over the map: the interventions that are drawn, the most urgent first, then units, then cameras. Hidden layers are left
 * out.
 */
export function thingsOf(data: MapData, shown: Shown, hasPlace: (unitId: string) => boolean): Thing[] {
  const rows = data.drawn
    .filter((row) => row.place !== null)
    .toSorted((a, b) => levelOf(a.priority) - levelOf(b.priority) || a.openedAt.localeCompare(b.openedAt));
  return [
    ...(shown.interventions ? rows.map(({ interventionId }): Thing => ({ kind: "intervention", id: interventionId })) : []),
    ...(shown.units ? data.units.filter(({ unitId }) => hasPlace(unitId)).map(({ unitId }): Thing => ({ kind: "unit", id: unitId })) : []),
    ...(shown.cameras ? data.cameras.filter(isDrawn).map(({ cameraId }): Thing => ({ kind: "camera", id: cameraId })) : []),
  ];
}

/** The thing after (1) or before (-1) the selected one, round and round; the first or last where none is selected. */
export function nextThing(things: readonly Thing[], selection: Selection | null, by: 1 | -1): Thing | null {
  const at = things.findIndex((one) => selection !== null && "id" in selection && one.kind === selection.kind && one.id === selection.id);
  if (at < 0) return (by === 1 ? things[0] : things.at(-1)) ?? null;
  return things[(at + by + things.length) % things.length] ?? null;
}
