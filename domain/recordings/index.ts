export * from "./gap-causes.ts";
export * from "./retention.ts";
export * from "./timeline.ts";
