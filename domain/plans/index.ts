export * from "./began.ts";
export * from "./check.ts";
export * from "./defaults/all.ts";
export * from "./differences.ts";
export * from "./fit.ts";
export * from "./plan.ts";
