export * from "./conversation.ts";
export * from "./packets.ts";
export * from "./t140.ts";
export { MISSING, readUtf8, writeUtf8 } from "./utf8.ts";
