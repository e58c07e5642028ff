export * from "./gap-causes.ts";
export * from "./retention.ts";
export * from "./timeline.ts";
export * from "./trusted-clock.ts";
