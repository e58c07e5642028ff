export * from "./routes.ts";
export * from "./shapes.ts";
export * from "./hazards.ts";
export * from "./history.ts";
