export * from "./codes.ts";
export * from "./conveyance.ts";
export * from "./eido.ts";
export * from "./examples.ts";
export * from "./outside-routes.ts";
export * from "./routes.ts";
export * from "./shapes.ts";
