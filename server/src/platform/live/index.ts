export { startHub, type Hub, type Joined, type Listener } from "./hub.ts";
export { forgetTold, forgetToldOf, tell, type Telling } from "./live-store.ts";
