export * from "./directions.ts";
export * from "./graph.ts";
export * from "./network.ts";
export * from "./path.ts";
export * from "./snap.ts";
export { roadSeconds, timesTo, type TimesTo } from "./times.ts";
