export type { ReportsDeps } from "./reports-deps.ts";
export { reportsRoutes } from "./reports-routes.ts";
