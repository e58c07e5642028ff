export * from "./query-failed.tsx";
