export * from "../log/index.ts";
export * from "./detail.ts";
export * from "./routes.ts";
export * from "./shapes.ts";
