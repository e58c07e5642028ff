import type { AuthorizationScheme, Credentials } from "./authorization.ts";
import { noFaults } from "./faults.ts";
import type { Faults } from "./faults.ts";
import type { Media } from "../h264/media.ts";
import type { Manners } from "./quirks/manners.ts";
import type { Sending } from "./quirks/packets.ts";
import type { Counters, Watch } from "./session.ts";
import type { Stream } from "./stream.ts";
import type { Pacer } from "./pacer.ts";

/** A stream that makes its own packets. `open` is given the pacer of all cameras. */
export type OwnStream = { readonly kind: "own"; readonly open: (pacer: Pacer) => Stream };

/** Departures of one camera from the usual. */
export type Quirks = {
  readonly manners?: Manners;
  readonly sending?: Sending;
  /** Wall clock of this camera alone, ms since the Unix epoch. */
  readonly clock?: () => number;
  /** Chance of this camera alone, 0 ≤ x < 1. */
  readonly random?: () => number;
  readonly watch?: Watch;
};

/** One camera to serve. */
export type CameraOptions = {
  /** Its place in the URL: `rtsp://host:port/<path>/main`. */
  readonly path: string;
  readonly username: string;
  readonly password: string;
  /** Material of the main and of the sub stream: a loop, or a live source. */
  readonly main: Media | OwnStream;
  readonly sub: Media | OwnStream;
  /** Default digest. */
  readonly authorization?: AuthorizationScheme;
  /** Start each session with a key frame, as most cameras do, instead of in the middle of a group of pictures. Default false. */
  readonly startsAtKey?: boolean;
  readonly quirks?: Quirks;
};

/** A camera as it is served. */
export type Camera = {
  readonly path: string;
  readonly credentials: { -readonly [K in keyof Credentials]: Credentials[K] };
  readonly authorization: AuthorizationScheme;
  readonly startsAtKey: boolean;
  readonly quirks: Quirks;
  readonly streams: { readonly main: Stream; readonly sub: Stream };
  readonly faults: Faults;
  readonly counters: Counters;
};

/** A camera with nothing wrong yet. */
export function newCamera(options: CameraOptions, streams: Camera["streams"]): Camera {
  return {
    path: options.path,
    credentials: { username: options.username, password: options.password },
    authorization: options.authorization ?? "digest",
    startsAtKey: options.startsAtKey ?? false,
    quirks: options.quirks ?? {},
    streams,
    faults: noFaults(),
    counters: { units: 0, packets: 0, bytes: 0, dropped: 0 },
  };
}

/** The stream of that name, or null. */
export function streamOf(camera: Camera, name: string): Stream | null {
  if (name === "main") return camera.streams.main;
  return name === "sub" ? camera.streams.sub : null;
}
