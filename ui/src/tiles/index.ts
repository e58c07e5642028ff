export { Archive, HEAD_BYTES, type ReadBytes } from "./archive.ts";
export type { Header } from "./header.ts";
export { NAME_KEYS } from "./names.ts";
export { MapGone, rangesOf } from "./ranges.ts";
export { readVectorTile, type Shape, type TileLayer } from "./vector-tile.ts";
