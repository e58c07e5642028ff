export * from "./coordinates.ts";
export * from "./find.ts";
export * from "./gazetteer.ts";
export * from "./streets.ts";
