import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/database/index.ts";
import type { Job } from "../platform/jobs/index.ts";
import { importJob } from "./run-import.ts";

export { countedRowsKeeper } from "./counted-rows.ts";
export { statisticsRoutes } from "./statistics-routes.ts";

/** The background work of this feature. */
export const statisticsJobs = (deps: { readonly db: Db; readonly clock: Clock }): Job<unknown>[] => [importJob(deps)];
