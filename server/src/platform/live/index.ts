export { startHub, type Hub, type Joined, type Listener } from "./hub.ts";
export { forgetTold, tell, type Telling } from "./live-store.ts";
