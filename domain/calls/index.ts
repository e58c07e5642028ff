export * from "./channels.ts";
export * from "./lines.ts";
export * from "./natures.ts";
export * from "./partners.ts";
