export { phoneOfUnit } from "./units-queries.ts";
export { dispatchRoutes } from "./dispatch-routes.ts";
export { Force } from "./force.ts";
export type { DispatchDeps } from "./deps.ts";
export { startLearning } from "./learn-speeds.ts";
export { openRoads, type Roads } from "./roads.ts";
export { sendNearestOf } from "./send-nearest.ts";
export { unitsPort } from "./units-port.ts";
export { forgetPositions } from "./units-store.ts";
