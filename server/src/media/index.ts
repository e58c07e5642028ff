export { startMedia, type Media, type MediaOptions } from "./media.ts";
export { probeCamera, type ProbedStream } from "./probe.ts";
export { readIndex, rebuildIndex } from "./files/read-index.ts";
export { planPlayback, type PlaybackPlan } from "./files/plan-playback.ts";
export type { FragmentEntry, SegmentIndex } from "./files/fragment-index.ts";
export type { Subscription, Viewer } from "./live/hub.ts";
export type { LiveConfig, LiveFrame, LiveMessage, LiveState } from "./live/messages.ts";
export { toMseWire } from "./live/mse.ts";
export { toWire } from "./live/wire.ts";
export {
  CAMERA_REFUSALS,
  GAP_CAUSES,
  type CameraRefusal,
  type CameraRefusalCode,
  type CameraSource,
  type ClockEvent,
  type Credentials,
  type GapCause,
  type GapEvent,
  type MediaEvent,
  type SegmentClosed,
  type SegmentOpened,
  type StreamAddress,
  type StreamName,
  type StreamState,
  type StreamStateEvent,
  type WorkerEvent,
} from "./model.ts";
