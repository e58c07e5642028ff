import type { OpenGap } from "../ingest/gap-log.ts";
import type { LiveMessage } from "../live/messages.ts";
import type { CameraSource, GapCause, MediaEvent, StreamName } from "../model.ts";
import type { Tuning } from "../tuning.ts";
import type { HostSeen } from "../ingest/hosts.ts";

/** Start data of a worker thread. */
export type WorkerSetup = { readonly index: number; readonly root: string; readonly tuning: Tuning };

export type AssignedCamera = { readonly source: CameraSource; readonly openGap: OpenGap | null };

export type ToWorker =
  /** All cameras of this worker; those it has and that are not named end. */
  | { readonly kind: "cameras"; readonly cameras: readonly AssignedCamera[] }
  | { readonly kind: "watch"; readonly cameraId: string; readonly stream: StreamName; readonly on: boolean }
  /** A camera of another worker probes a dead host, or does so no longer. */
  | { readonly kind: "host"; readonly host: string; readonly isDead: boolean }
  /** Whether the disk has room for recordings. */
  | { readonly kind: "room"; readonly has: boolean }
  /** Bytes of frames that the main thread took. */
  | { readonly kind: "taken"; readonly bytes: number }
  | { readonly kind: "stop"; readonly cause: GapCause };

/** News of a host: a camera got no connection and probes it, or got one, or was stopped while it probed. */
export type HostNews = { readonly kind: "host"; readonly host: string; readonly seen: HostSeen };

export type FromWorker =
  | HostNews
  | { readonly kind: "event"; readonly event: MediaEvent }
  | { readonly kind: "live"; readonly cameraId: string; readonly stream: StreamName; readonly message: LiveMessage }
  | { readonly kind: "stopped" };
