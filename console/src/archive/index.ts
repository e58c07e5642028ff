export { archiveRoute } from "./route.ts";
