export { bolosLive } from "./live.ts";
export { BoloStrip } from "./bolo-strip.tsx";
export { BolosPanel } from "./bolos-panel.tsx";
export { SightDialog } from "./sightings/sight-dialog.tsx";
export { useWanted } from "./use-wanted.ts";
export { bolosRoute } from "./route.ts";
