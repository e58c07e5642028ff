export { startRecorder, type Recorder } from "./recorder.ts";
export { recordingsRoutes } from "./recordings-routes.ts";
export { expire, isClockSane } from "./retention.ts";
export { endViewsLeft } from "./watch.ts";
