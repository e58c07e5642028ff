import { touch } from "../identity/index.ts";
import type { Feature } from "../platform/feature.ts";
import { roomRoutes, type RoomDeps } from "./room-routes.ts";

export const roomFeature = (deps: Omit<RoomDeps, "present">): Feature => ({
  name: "room",
  routes: () => roomRoutes({ ...deps, present: (sessionId) => touch(deps.db, sessionId, deps.clock()) }),
});
