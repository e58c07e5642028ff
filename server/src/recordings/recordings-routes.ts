import { recordings } from "@amaliyat/contract/recordings";
import { serve, serveBytes, serveSocket, type Served } from "../platform/http/index.ts";
import { openLive } from "./open-live.ts";
import { openReplay } from "./open-replay.ts";
import { next, seek } from "./seek.ts";
import { segmentBytes } from "./segment-bytes.ts";
import { timeline } from "./timeline.ts";
import { trustClock } from "./trusted-clock.ts";
import { watch, type WatchDeps } from "./watch.ts";

export type RecordingsDeps = WatchDeps & { readonly root: string };

/** The routes of this feature, each joined to its use case. */
export const recordingsRoutes = (deps: RecordingsDeps): Served[] => [
  serve(recordings.openLive, (call) => openLive(deps.db, call)),
  serveSocket(recordings.watch, (call) => watch(deps, call)),
  serve(recordings.timeline, (call) => timeline(deps.db, call)),
  serve(recordings.openReplay, (call) => openReplay(deps.db, call)),
  serve(recordings.seek, (call) => seek(deps, call)),
  serve(recordings.next, (call) => next(deps, call)),
  serveBytes(recordings.segment, (call) => segmentBytes(deps, call)),
  serve(recordings.trustClock, (call) => trustClock(deps.db, call)),
];
