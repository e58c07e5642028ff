export * from "./directions.ts";
export * from "./graph.ts";
export * from "./learnt.ts";
export * from "./network.ts";
export * from "./path.ts";
export * from "./snap.ts";
export { roadSeconds, secondsFrom, sharedMemory, startAt, timesTo, type Start, type Starts, type TimesTo, type Used } from "./times.ts";
