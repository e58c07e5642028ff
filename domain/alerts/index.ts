export * from "./check.ts";
export * from "./child.ts";
export * from "./decide.ts";
export * from "./kinds.ts";
export * from "./push.ts";
export type { PublicAlertRefusal } from "./refusals.ts";
export * from "./state.ts";
export * from "./transitions.ts";
