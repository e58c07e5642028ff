export * from "./kinds.ts";
export * from "./names.ts";
export * from "./find/index.ts";
export * from "./hazard-kinds.ts";
export * from "./hazard.ts";
export * from "./transitions.ts";
export * from "./decide.ts";
export * from "./history.ts";
