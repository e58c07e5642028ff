import type { Camera, CamerasHealth } from "@amaliyat/contract/cameras";
import type { Happening } from "@amaliyat/contract/live";
import { liveFeature } from "../../live/index.ts";
import { applyToHealth, HEALTH } from "./health.ts";

export const CAMERAS = ["cameras"] as const;
export const SITES = ["sites"] as const;

/** Connections of known cameras; a camera that is not in the list comes by `camera_changed`. */
export function applyToCameras(cameras: readonly Camera[], happened: readonly Happening[]): readonly Camera[] {
  const connections = new Map(happened.flatMap((one) => (one.topic === "camera" ? [[one.cameraId, one.connection] as const] : [])));
  if (connections.size === 0) return cameras;
  return cameras.map((camera) => {
    const connection = connections.get(camera.cameraId);
    return connection ? { ...camera, connection } : camera;
  });
}

export const camerasLive = liveFeature({
  name: "cameras",
  lists: [CAMERAS, SITES, HEALTH],
  topics: ["camera", "camera_changed", "camera_fault", "site_changed"],
  quiet: ["camera"],
  write(client, happened, topics) {
    if (topics.has("camera")) client.setQueryData<readonly Camera[]>(CAMERAS, (held) => held && applyToCameras(held, happened));
    if (topics.has("camera_fault")) client.setQueryData<CamerasHealth>(HEALTH, (held) => held && applyToHealth(held, happened));
    const changed = topics.has("camera_changed") ? [CAMERAS, SITES] : topics.has("site_changed") ? [SITES] : [];
    for (const queryKey of changed) void client.invalidateQueries({ queryKey });
  },
});
