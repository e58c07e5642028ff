export { alertsRoute } from "./route.ts";
