import type { Refusal } from "@amaliyat/domain/kernel";

/** Stream of a camera: `main` is recorded, `sub` is the small picture for walls of tiles. */
export type StreamName = "main" | "sub";

/** Address of one stream. `path` starts with `/` and may carry a query; it never carries credentials. */
export type StreamAddress = { readonly host: string; readonly port: number; readonly path: string };

export type Credentials = {
  readonly username: string;
  readonly password: string;
  /** True where the password may be sent by Basic, readable to the whole network. Without it a camera must ask by Digest (RFC 7616). */
  readonly mayUseBasic?: boolean;
};

export type CameraSource = {
  /** Also the name of the camera's folder: letters, digits, `-` and `_`, at most 64. */
  readonly cameraId: string;
  readonly main: StreamAddress;
  readonly sub: StreamAddress | null;
  readonly credentials: Credentials | null;
  /** Name of the place whose cameras share a link; without it the camera shares none. */
  readonly site?: string;
  /** Record the main stream. */
  readonly record: boolean;
  /** Stay connected to the sub stream while nobody watches it, so that its first picture needs no handshake. */
  readonly isSubRetained?: boolean;
};

export const CAMERA_REFUSALS = [
  "camera.unreachable",
  "camera.wrong_credentials",
  "camera.basic_only",
  "camera.no_such_stream",
  "camera.no_h264_video",
  "camera.udp_only",
  "camera.redirects",
  "camera.too_many_viewers",
  "camera.overloaded",
  "camera.floods",
  "camera.malformed",
  "camera.not_rtsp",
  "camera.timed_out",
  "camera.ended",
] as const;
export type CameraRefusalCode = (typeof CAMERA_REFUSALS)[number];

/** Why a camera gives no picture. `params.detail` is for a technician; it never holds credentials or a URL. */
export type CameraRefusal = Refusal<CameraRefusalCode>;

/** Every reason for which a span of a recording is missing. Closed: a new cause is a new word here and in three languages. */
export const GAP_CAUSES = [
  "starting",
  "reconfigured",
  "out_of_service",
  "recording_off",
  "connection_lost",
  "camera_unreachable",
  "wrong_credentials",
  "no_such_stream",
  "no_h264_video",
  "udp_only",
  "camera_redirects",
  "too_many_viewers",
  "camera_overloaded",
  "camera_floods",
  "camera_malformed",
  "camera_timed_out",
  "camera_stalled",
  "no_key_frame",
  "packets_lost",
  "clock_changed",
  "media_clock_jumped",
  "disk_full",
  "disk_slow",
  "disk_failed",
  "worker_crashed",
  "room_stopped",
  "room_crashed",
] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

export type StreamState = "idle" | "connecting" | "live" | "stalled" | "lost";

/** The state of one stream. `cause` is there when it is stalled or lost. */
export type StreamStateEvent = {
  readonly kind: "state";
  readonly cameraId: string;
  readonly stream: StreamName;
  readonly state: StreamState;
  /** Time of the change, ms since epoch. */
  readonly since: number;
  readonly cause?: GapCause;
};

/** A file has its first fragment on disk. `path` is relative to the root of the recordings. */
export type SegmentOpened = {
  readonly kind: "segment-opened";
  readonly cameraId: string;
  readonly path: string;
  readonly startedAt: number;
  readonly codec: string;
};

/** A file is complete, or was found complete or repaired at start. May be repeated after a crash: `path` is the key. */
export type SegmentClosed = {
  readonly kind: "segment-closed";
  readonly cameraId: string;
  readonly path: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly bytes: number;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  readonly codec: string;
};

/** A span without recording; `to` is null while it lasts. `(cameraId, from)` is the key: the end comes as a second event. */
export type GapEvent = {
  readonly kind: "gap";
  readonly cameraId: string;
  readonly from: number;
  readonly to: number | null;
  readonly cause: GapCause;
};

/** Offset of the camera's clock from ours: positive if the camera is ahead. Includes the delay of the network. */
export type ClockEvent = {
  readonly kind: "clock";
  readonly cameraId: string;
  readonly stream: StreamName;
  readonly offsetMs: number;
};

/** Every few seconds from each worker thread; also once with `crashed` when one had to be replaced. */
export type WorkerEvent = {
  readonly kind: "worker";
  readonly worker: number;
  readonly crashed: boolean;
  /** Error that ended it, for the log of the program. */
  readonly error?: Error;
  readonly cameras: number;
  readonly loopDelayP50Ms: number;
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
  /** Time spent in garbage collection since the last event. */
  readonly gcMs: number;
  readonly packetsLost: number;
};

export type MediaEvent = StreamStateEvent | SegmentOpened | SegmentClosed | GapEvent | ClockEvent | WorkerEvent;
