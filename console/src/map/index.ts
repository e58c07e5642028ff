export { RoomMap, type RoomMapProps } from "./room-map.tsx";
export { PointField } from "./point-field.tsx";
