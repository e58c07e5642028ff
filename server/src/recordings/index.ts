export { startRecorder, type Recorder } from "./recorder.ts";
export { recordingsRoutes } from "./recordings-routes.ts";
export { recordedBytes } from "./recordings-queries.ts";
export { expire } from "./retention.ts";
export { isClockTrusted } from "./trusted-clock.ts";
export { startViewKeeper } from "./view-keeper.ts";
