export { mapRoute } from "./route.ts";
export { RoomMap } from "./lazy-room-map.ts";
export { PointField } from "./point-field.tsx";
export { BoundaryMap } from "./placing/ring/boundary-map.tsx";
export { MOST_CORNERS } from "./placing/ring/ring-edit.ts";
export { AimMap } from "./placing/aim/aim-map.tsx";
export type { Aim } from "./placing/aim/aim.ts";
