export { callsFeature } from "./feature.ts";
export type { CallsDeps } from "./calls-deps.ts";
export { readLines } from "./lines-store.ts";
export { callHistory } from "./history-store.ts";
export { callsOfSpan } from "./span-queries.ts";
export { TEXTS_SEALED } from "./text-store.ts";
export { dropIntoFolder } from "./sms.ts";
