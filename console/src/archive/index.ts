export { archiveRoute } from "./route.ts";
export { type FailedSearch, isArchiveKey, useKeyedItems } from "./use-keyed-items.ts";
