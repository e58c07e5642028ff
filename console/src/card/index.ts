export { NewIntervention } from "./opening/lazy-new-intervention.ts";
export { interventionRoute } from "./route.ts";
