import { SYSTEM, transaction } from "../platform/database/index.ts";
import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import type { Vault } from "../platform/vault.ts";
import type { CamerasDeps } from "./cameras-deps.ts";
import { camerasRoutes } from "./cameras-routes.ts";
import { deleteEndedFaults } from "./health/faults-store.ts";
import { startHealthWatch, type HealthDeps } from "./health/health-watch.ts";

const WATCHED = { roles: [...ROOM_DESKS, "technician", "evidence_officer"], whileLocked: false } as const;
const TOPICS = {
  camera: WATCHED,
  camera_changed: WATCHED,
  camera_fault: { roles: ["technician", "supervisor"], whileLocked: false },
  site_changed: WATCHED,
} satisfies Topics;

/** Faults that ended are kept for two years of comparison, ms. */
const FAULTS_KEPT_MS = 2 * 366 * 86_400_000;

export const camerasFeature = (deps: CamerasDeps & HealthDeps & { readonly vault: Vault }): Feature => ({
  name: "cameras",
  topics: TOPICS,
  routes: () => camerasRoutes(deps, deps.vault),
  expire: [
    {
      needsTrustedClock: true,
      run: (at) => transaction(deps.db, SYSTEM, (tx) => deleteEndedFaults(tx, new Date(at - FAULTS_KEPT_MS))),
    },
  ],
  start: { worker: (stack) => void stack.use(startHealthWatch(deps)) },
});
