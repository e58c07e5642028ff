export { archiveRoute } from "./route.ts";
export { useKeyedItems } from "./use-keyed-items.ts";
