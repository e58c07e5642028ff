export { actorOf } from "./actor-of.ts";
export { auditFeature } from "./feature.ts";
export { adoptRetention, append, appendAll, consentNow, eraseByOrder, rehearseAppend, type Erased } from "./audit-store.ts";
export { consent, readOrder, type Consent, type ErasureOrder, type RetentionRule } from "./erasure-order.ts";
export {
  adoptedOrder,
  countLog,
  currentCheckpoint,
  exportLog,
  logPage,
  logSize,
  namedSince,
  type KeptCheckpoint,
  type LogCount,
  type Read,
} from "./audit-queries.ts";
export { storableJson, type Json } from "./tree/canonical-json.ts";
export type { Actor, NewEntry } from "./entry.ts";
export { tellAlarm } from "./witness/log-witness.ts";
export { openLog, type OpenLog } from "./witness/open-log.ts";
export { startPublisher, type Publisher, type PublisherOptions, type PublisherState } from "./publish/publisher.ts";
export { withWords, WORDS_SEALED } from "./log-words-store.ts";
export { command, entryBy, settle, subjectById, type By, type Logged, type Subject } from "./settle.ts";
export { openSigningKey } from "./folder/signing-key.ts";
