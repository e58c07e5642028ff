export type { CallsDeps } from "./calls-deps.ts";
export { callsRoutes } from "./calls-routes.ts";
export { keepDialogs } from "./dialogs-store.ts";
export { peaksJob } from "./recorded.ts";
export { expireCallRecordings } from "./recordings.ts";
export { callsOfSpan } from "./span-queries.ts";
export { shipLines } from "./settings.ts";
export { dropIntoFolder } from "./sms.ts";
export { Switchboard } from "./switchboard.ts";
