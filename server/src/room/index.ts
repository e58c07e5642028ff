export { roomFeature } from "./feature.ts";
export { findMap } from "./map-tiles.ts";
