export { cardLive } from "./live.ts";
export { NewIntervention } from "./opening/lazy-new-intervention.ts";
export { interventionRoute } from "./route.ts";
