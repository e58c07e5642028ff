export * from "./feature-text.ts";
export * from "./resources.ts";
