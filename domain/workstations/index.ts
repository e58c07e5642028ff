export * from "./arrangement.ts";
export * from "./screens.ts";
export * from "./windows.ts";
