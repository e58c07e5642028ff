export { useOpenedReplay, usePlaying } from "./replay/use-replay.ts";
