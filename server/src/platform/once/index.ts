export * from "./once-store.ts";
