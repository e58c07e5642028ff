export { useUnitAct } from "./units-act.ts";
export { roomRoute } from "./route.ts";
