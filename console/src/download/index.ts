export * from "./download.ts";
