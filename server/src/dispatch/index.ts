export type { SeatsPort } from "./deps.ts";
export { dispatchFeature } from "./feature.ts";
export { phoneOfUnit } from "./rows/units-queries.ts";
export { lockForCrew } from "./rows/units-store.ts";
export { tellingsOfCrews } from "./tell-unit.ts";
export { unitsPort } from "./units-port.ts";
