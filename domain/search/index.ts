export * from "./fold.ts";
export * from "./rank.ts";
