import type { GapCause, StreamState } from "../model.ts";

export type LiveConfig = {
  readonly kind: "config";
  /** RFC 6381, for example `avc1.640028` or `hvc1.1.6.L93.B0`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Decoder configuration record: the `description` of a WebCodecs decoder. */
  readonly record: Uint8Array;
};

export type LiveFrame = {
  readonly kind: "frame";
  readonly key: boolean;
  /** Capture time of the picture, ms since epoch, by the room's clock. */
  readonly captureMs: number;
  /** Time of the picture on the camera's own media clock, in microseconds. */
  readonly ptsUs: number;
  /** Decode time on the same clock: earlier than `ptsUs` where pictures are reordered. It never goes back. */
  readonly dtsUs: number;
  /** Duration of the picture before it, used as an estimate for this one. */
  readonly durationUs: number;
  /** The NAL units of the picture, each behind its length in 4 bytes. Shared by all viewers: read only. */
  readonly data: Uint8Array;
};

export type LiveState = {
  readonly kind: "state";
  readonly state: StreamState;
  readonly since: number;
  readonly cause?: GapCause;
};

/** Message to a viewer of one stream: a config comes before the first frame and before every frame that needs another one. */
export type LiveMessage = LiveConfig | LiveFrame | LiveState;
