export type { AlertsDeps } from "./alerts-deps.ts";
export { endAlertsOfChildren, tellAlertsOfChildren } from "./command-alert.ts";
export { alertsRoutes } from "./alerts-routes.ts";
export { alertsJobs } from "./push/push-job.ts";
export { openVapidKeys } from "./push/push-settings.ts";
