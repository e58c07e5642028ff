export * from "./exhaustive.ts";
export * from "./hosts.ts";
export * from "./interval.ts";
export * from "./pidf.ts";
export * from "./place.ts";
export * from "./result.ts";
export * from "./text.ts";
export * from "./xml.ts";
