import type { Feature } from "../platform/feature.ts";
import { recordingsRoutes, type RecordingsDeps } from "./recordings-routes.ts";
import { startViewKeeper } from "./view-keeper.ts";

export const recordingsFeature = (deps: Omit<RecordingsDeps, "views">): Feature => ({
  name: "recordings",
  routes: async (stack) => recordingsRoutes({ ...deps, views: stack.use(await startViewKeeper(deps.db, deps.clock)) }),
});
