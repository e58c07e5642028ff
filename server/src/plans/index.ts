export { plansFeature } from "./feature.ts";
export { planToSend } from "./plan-of-intervention.ts";
