export { fetchRoom, Reach, ROOM_MARK, roomProbe } from "./reach.ts";
