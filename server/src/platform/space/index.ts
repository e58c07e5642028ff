export { readSpaceSize } from "./limits.ts";
export { Space, type SpaceUse, type VolumeState } from "./space.ts";
