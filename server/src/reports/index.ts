export { firstAnswers } from "./figures-queries.ts";
export type { ReportsDeps } from "./reports-deps.ts";
export { reportsRoutes } from "./reports-routes.ts";
