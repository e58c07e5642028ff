export * from "./codes.ts";
export * from "./routes.ts";
export * from "./shapes.ts";
