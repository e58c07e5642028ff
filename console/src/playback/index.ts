export { type ReplayState } from "./replay/replay-state.ts";
export { useOpenedReplay, usePlaying, type Opening, type ReplayAsked } from "./replay/use-replay.ts";
