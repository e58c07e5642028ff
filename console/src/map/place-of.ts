import { exhaustive, type Point } from "@amaliyat/domain/kernel";
import { positions } from "../facts/index.ts";
import type { Selection } from "../selection/index.ts";
import type { MapData } from "./use-map-data.ts";

/** Place of a selected thing; null if it has none or is not in the lists. */
export function placeOf(selection: Selection | null, data: MapData): Point | null {
  if (!selection) return null;
  switch (selection.kind) {
    case "place":
      return selection.point;
    case "intervention":
      return data.rows.find((row) => row.interventionId === selection.id)?.place ?? null;
    case "camera":
      return data.cameras.find((camera) => camera.cameraId === selection.id)?.place ?? null;
    case "site":
      return data.sites.find((site) => site.siteId === selection.id)?.place ?? null;
    case "unit":
      return positions.of(selection.id)?.last.place ?? null;
    default:
      return exhaustive(selection);
  }
}
