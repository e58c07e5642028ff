export { RoomMap, type RoomMapProps } from "./room-map.tsx";
