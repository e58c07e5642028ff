export { statisticsLive } from "./live.ts";
export { statisticsRoute } from "./route.ts";
