export { plansRoutes } from "./plans-routes.ts";
export { planToSend } from "./plan-of-intervention.ts";
export { shipPlans } from "./ship-plans.ts";
