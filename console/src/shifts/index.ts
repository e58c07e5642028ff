export { mine, shiftsLive } from "./shift-queries.ts";
export { shiftsRoute } from "./route.ts";
export { ShiftCue } from "./shift-cue.tsx";
export { useShiftsParts } from "./use-parts.ts";
export type { ShiftsView } from "./shifts-search.ts";
