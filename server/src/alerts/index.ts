export type { AlertsDeps } from "./alerts-deps.ts";
export { alertsRoutes } from "./alerts-routes.ts";
export { alertsJobs } from "./push/push-job.ts";
export { openVapidKeys } from "./push/push-settings.ts";
