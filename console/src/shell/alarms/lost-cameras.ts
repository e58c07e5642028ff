import type { Camera } from "@amaliyat/contract/cameras";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { distanceM } from "@amaliyat/domain/kernel";
import { waitedMs } from "./waited.ts";
import { FARTHEST_M, nearbyCameras } from "../../facts/index.ts";

/** A camera is lost for so long before it is an alarm, ms: most connections mend themselves within it. */
export const LOST_MS = 30_000;

/** A camera that is lost, and the most urgent open case that it belongs to. */
export type LostCamera = { readonly camera: Camera; readonly intervention: InterventionRow };

const isLost = ({ state, connection }: Camera, at: number): boolean =>
  state === "in_service" && connection.state === "lost" && waitedMs(Date.parse(connection.since), at) >= LOST_MS;

/** The camera of a case: the one that it was opened from, else the first of those that its card offers. */
function cameraOf(row: InterventionRow, cameras: readonly Camera[], lost: ReadonlyMap<string, Camera>): Camera | undefined {
  if (row.cameraId !== null) return lost.get(row.cameraId);
  const { place } = row;
  // Most cases have no lost camera around: all cameras are weighed for the others alone.
  if (place === null || !lost.values().some((camera) => distanceM(camera.place, place) <= FARTHEST_M)) return undefined;
  return lost.get(nearbyCameras(cameras, place, null)[0]?.camera.cameraId ?? "");
}

const moreUrgent = (a: InterventionRow, b: InterventionRow): boolean =>
  a.priority === b.priority ? a.openedAt < b.openedAt : a.priority < b.priority;

/** Cameras that are lost on open cases at a moment. A camera is one, however many cases it belongs to. */
export function lostCameras(cameras: readonly Camera[], cases: readonly InterventionRow[], at: number): readonly LostCamera[] {
  const lost = new Map(cameras.filter((camera) => isLost(camera, at)).map((camera) => [camera.cameraId, camera]));
  const found = new Map<string, LostCamera>();
  if (lost.size === 0) return [];
  for (const intervention of cases) {
    const camera = intervention.state === "open" ? cameraOf(intervention, cameras, lost) : undefined;
    if (camera === undefined) continue;
    const before = found.get(camera.cameraId);
    if (before === undefined || moreUrgent(intervention, before.intervention)) found.set(camera.cameraId, { camera, intervention });
  }
  return [...found.values()];
}
