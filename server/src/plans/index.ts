export { plansRoutes } from "./plans-routes.ts";
export { needsOf } from "./plan-of-intervention.ts";
export { shipPlans } from "./ship-plans.ts";
