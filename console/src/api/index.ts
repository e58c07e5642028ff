export * from "./ask.ts";
export * from "./keys.ts";
export * from "./may-call.ts";
export * from "./query-client.ts";
export * from "./refused.ts";
export * from "./use-sending.ts";
