export * from "./factor-shapes.ts";
export * from "./routes.ts";
export * from "./shapes.ts";
