export { findMap } from "./map-tiles.ts";
export { roomRoutes } from "./room-routes.ts";
