export * from "./alert-transitions.ts";
export * from "./alert.ts";
export * from "./decide.ts";
export * from "./facts.ts";
export * from "./kinds.ts";
export * from "./people-told.ts";
export type { BoloRefusal } from "./refusals.ts";
export * from "./state.ts";
export * from "./transitions.ts";
