export { firstAnswers } from "./figures-queries.ts";
export { openFiles } from "./files/files.ts";
export { fileKeeper, reportsJobs } from "./files/keep-files.ts";
export { mediaHosts } from "./open311/fetch-media.ts";
export { repairFiles } from "./files/repair.ts";
export { sealOldReports } from "./seal-old-store.ts";
export type { ReportsDeps } from "./reports-deps.ts";
export { startWalkWatch } from "./walks/walk-watch.ts";
export { reportsRoutes } from "./reports-routes.ts";
