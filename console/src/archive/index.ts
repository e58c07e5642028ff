export { archiveRoute } from "./route.ts";
export { isArchiveKey, useKeyedItems } from "./use-keyed-items.ts";
