export { actorOf } from "./actor-of.ts";
export { auditRoutes } from "./audit-routes.ts";
export { append, appendAll, eraseBefore, type Erased } from "./audit-store.ts";
export {
  countLog,
  currentCheckpoint,
  exportLog,
  logPage,
  logSize,
  type KeptCheckpoint,
  type LogCount,
  type Read,
} from "./audit-queries.ts";
export { storableJson, type Json } from "./canonical-json.ts";
export type { Actor, NewEntry } from "./entry.ts";
export { startPublisher, type Publisher, type PublisherOptions, type PublisherState } from "./publisher.ts";
export { forgetLogWords, withWords } from "./log-words-store.ts";
export { openSigningKey } from "./signing-key.ts";
