export { callsFeature } from "./feature.ts";
export type { CallsDeps } from "./calls-deps.ts";
export { callsAsked } from "./rows/calls-queries.ts";
export { readLines } from "./rows/lines-store.ts";
export { callHistory } from "./rows/history-store.ts";
export { callsOfSpan } from "./span-queries.ts";
export { TEXTS_SEALED } from "./rows/text-store.ts";
export { dropIntoFolder } from "./sms.ts";
