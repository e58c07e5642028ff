import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import type { Vault } from "../platform/vault.ts";
import type { CamerasDeps } from "./cameras-deps.ts";
import { camerasRoutes } from "./cameras-routes.ts";

const WATCHED = { roles: [...ROOM_DESKS, "technician", "evidence_officer"], whileLocked: false } as const;
const TOPICS = { camera: WATCHED, camera_changed: WATCHED, site_changed: WATCHED } satisfies Topics;

export const camerasFeature = (deps: CamerasDeps & { readonly vault: Vault }): Feature => ({
  name: "cameras",
  topics: TOPICS,
  routes: () => camerasRoutes(deps, deps.vault),
});
