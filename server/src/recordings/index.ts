export { recordingsFeature } from "./feature.ts";
export { startRecorder, type Recorder } from "./ledger/recorder.ts";
export { arrangeDays } from "./segments/days-store.ts";
export { expire } from "./segments/retention.ts";
export { recordedBytes } from "./segments/segments-queries.ts";
export { isClockTrusted } from "./trusted-clock.ts";
