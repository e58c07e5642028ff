export { recordingsFeature } from "./feature.ts";
export { startRecorder, type Recorder } from "./ledger/recorder.ts";
export { recordedBytes } from "./recordings-queries.ts";
export { expire } from "./retention.ts";
export { isClockTrusted } from "./trusted-clock.ts";
