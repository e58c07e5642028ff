export { mine, shiftsLive } from "./shift-queries.ts";
export { shiftsRoute } from "./route.ts";
export { ShiftCue } from "./shift-cue.tsx";
