export { fetchRoom, Reach, roomProbe } from "./reach.ts";
