export { onScreen, type Brush } from "./brush.ts";
export { MapCanvas, type Layer } from "./map-canvas.ts";
export type { Box } from "./name-spot.ts";
export { tilesAlong } from "./tile-choice.ts";
export { openTileStore, type About } from "./tile-store.ts";
export { TownMap, type MapState, type RoomSays } from "./town-map.ts";
export { pointAt, showing, showingBeside, spotOf, worldOf, type Spot, type View } from "./view.ts";
