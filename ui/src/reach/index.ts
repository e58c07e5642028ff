export { Reach, roomProbe } from "./reach.ts";
