export { forgetPositions } from "./dispatch-store.ts";
export { dispatchRoutes } from "./dispatch-routes.ts";
export { unitsPort } from "./units-port.ts";
