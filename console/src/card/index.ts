export { sendable } from "./advice/may-send.ts";
export { cardLive } from "./live.ts";
export { NewIntervention } from "./opening/lazy-new-intervention.ts";
export { interventionRoute } from "./route.ts";
