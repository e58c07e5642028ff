export * from "./alert.ts";
export * from "./routes.ts";
export * from "./shapes.ts";
