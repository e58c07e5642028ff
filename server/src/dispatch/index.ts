export { phoneOfUnit } from "./units-queries.ts";
export { dispatchRoutes } from "./dispatch-routes.ts";
export { Force } from "./force.ts";
export { openRoads, type Roads } from "./roads.ts";
export { unitsPort } from "./units-port.ts";
export { forgetPositions } from "./units-store.ts";
