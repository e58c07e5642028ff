export * from "./assignment.ts";
export * from "./decide.ts";
export * from "./rank.ts";
export * from "./status.ts";
export * from "./transitions.ts";
export * from "./units.ts";
