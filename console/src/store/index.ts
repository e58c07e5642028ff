export * from "./store.ts";
export * from "./person-store.ts";
