export { openHub, type Hub, type Joined, type Listener } from "./hub.ts";
export { forgetTold, forgetToldOf, forgetToldOfRow, tell, type Telling } from "./live-store.ts";
export { visibleOf, type Visible } from "./visible.ts";
