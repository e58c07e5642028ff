export * from "./routes.ts";
export * from "./shapes.ts";
export * from "./hand-over.ts";
export * from "./figures.ts";
