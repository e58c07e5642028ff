export * from "./check.ts";
export * from "./child.ts";
export * from "./decide.ts";
export * from "./kinds.ts";
export * from "./push.ts";
export { isSaid as isAlertSaid, type PublicAlertRefusal } from "./refusals.ts";
export * from "./state.ts";
export * from "./transitions.ts";
