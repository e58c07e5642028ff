export { alertsLive } from "./live.ts";
export { alertsRoute } from "./route.ts";
