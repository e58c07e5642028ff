export * from "./selection.ts";
export { nextInQueue, rowAct } from "./queue-keys.ts";
