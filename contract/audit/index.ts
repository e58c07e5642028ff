export * from "./detail.ts";
export * from "./groups.ts";
export * from "./routes.ts";
export * from "./shapes.ts";
export * from "./types.ts";
