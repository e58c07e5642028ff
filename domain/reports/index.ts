export * from "./channels.ts";
export * from "./natures.ts";
