export * from "./selection.ts";
