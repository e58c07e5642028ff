export { statisticsRoute } from "./route.ts";
