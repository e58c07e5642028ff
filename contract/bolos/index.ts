export * from "./alert.ts";
export * from "./notices.ts";
export * from "./routes.ts";
export * from "./shapes.ts";
