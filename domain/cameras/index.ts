export * from "./code-in.ts";
export * from "./connection.ts";
export * from "./decide.ts";
export * from "./field-of-view.ts";
export * from "./health.ts";
export * from "./purposes.ts";
export * from "./state.ts";
export * from "./transitions.ts";
