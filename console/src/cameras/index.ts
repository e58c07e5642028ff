export { camerasRoute } from "./route.ts";
