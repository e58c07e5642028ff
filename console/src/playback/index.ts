export { useOpenedReplay, usePlaying } from "./replay/use-replay.ts";
export { playbackRoute } from "./route.ts";
