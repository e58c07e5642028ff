import type { Feature, Topics } from "../platform/feature.ts";
import type { AlertsDeps } from "./alerts-deps.ts";
import { alertsRoutes } from "./alerts-routes.ts";
import { alertsJobs } from "./push/push-job.ts";

const TOPICS = {
  public_alert: { roles: ["dispatcher", "supervisor"], whileLocked: false },
} satisfies Topics;

export const alertsFeature = (deps: AlertsDeps): Feature => ({
  name: "alerts",
  topics: TOPICS,
  routes: () => alertsRoutes(deps),
  jobs: alertsJobs(deps),
});
