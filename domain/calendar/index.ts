export * from "./algiers.ts";
export * from "./local-time.ts";
export * from "./names.ts";
