export { startMedia, type Media, type MediaOptions } from "./media.ts";
export { probeCamera, type ProbedStream } from "./probe.ts";
export { readIndex } from "./files/read-index.ts";
export { readInit } from "./fmp4/read-init.ts";
export { planPlayback, type PlaybackPlan } from "./files/plan-playback.ts";
export { segmentPath, startOfPath } from "./files/layout.ts";
export { cameraFolders, dayFolders, describeFile, filesOfDay, type FoundFile } from "./files/recover.ts";
export { GAP_CAUSES } from "./model.ts";
export type { FragmentEntry, SegmentIndex } from "./files/fragment-index.ts";
export type { Subscription, Viewer } from "./live/hub.ts";
export type { LiveConfig, LiveFrame, LiveMessage, LiveState } from "./live/messages.ts";
export { toMseWire } from "./live/mse.ts";
export { toWire } from "./live/wire.ts";
export type {
  CameraRefusal,
  CameraRefusalCode,
  CameraSource,
  ClockEvent,
  Credentials,
  GapCause,
  GapEvent,
  MediaEvent,
  SegmentClosed,
  SegmentOpened,
  StreamAddress,
  StreamName,
  StreamState,
  StreamStateEvent,
  WorkerEvent,
} from "./model.ts";
