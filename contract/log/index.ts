export * from "./groups.ts";
export * from "./types.ts";
