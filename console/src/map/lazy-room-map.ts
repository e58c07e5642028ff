import { lazy } from "react";

/** The map, loaded with MapLibre when it is shown first. */
export const RoomMap = lazy(async () => ({ default: (await import("./room-map.tsx")).RoomMap }));
