export { useUnitAct } from "./units/units-act.ts";
export { roomRoute } from "./route.ts";
