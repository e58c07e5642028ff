export * from "./drill.ts";
export * from "./steps.ts";
