export * from "./acd/index.ts";
export * from "./channels.ts";
export * from "./languages.ts";
export * from "./lines.ts";
export * from "./natures.ts";
export * from "./partners.ts";
