export { FirstHourLine } from "./first-hour-line.tsx";
export { firstHourRoute } from "./route.ts";
