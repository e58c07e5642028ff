import { type Result, ok, refuse } from "@amaliyat/domain/kernel";
import { TIMESCALE } from "./fmp4/boxes.ts";
import { StreamSession } from "./ingest/stream-session.ts";
import type { DecoderConfig } from "./decoder-config.ts";
import type { CameraRefusal, Credentials, StreamAddress } from "./model.ts";
import { cameraRefusal } from "./refusals.ts";
import { ArenaPool } from "./rtp/arena.ts";
import { KeepAlive } from "./rtsp/keep-alive.ts";
import { TUNING } from "./tuning.ts";

export type ProbedStream = {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Measured over the first pictures, else as the camera states it; null if neither is known. */
  readonly framesPerSecond: number | null;
};

const PICTURES = 12;
const FIRST_MS = 8_000;
const MORE_MS = 1_500;

/** Connects to one stream, waits for its first pictures and closes again: the technician's "test connection". */
export async function probeCamera(source: {
  readonly address: StreamAddress;
  readonly credentials: Credentials | null;
}): Promise<Result<ProbedStream, CameraRefusal>> {
  const { promise, resolve } = Promise.withResolvers<CameraRefusal | null>();
  const times: number[] = [];
  const seen: { config: DecoderConfig | null } = { config: null };
  let timer = setTimeout(() => resolve(cameraRefusal("camera.timed_out", "no picture")), FIRST_MS + 15_000);
  const opened = await StreamSession.open({
    ...source,
    alive: new KeepAlive(),
    pool: new ArenaPool(0),
    limits: TUNING,
    signal: new AbortController().signal,
    ended: resolve,
    handlers: {
      fragment: () => undefined,
      froze: () => undefined,
      interrupted: () => undefined,
      picture: ({ pts }, _buffer, _duration, config) => {
        if (seen.config === null) {
          clearTimeout(timer);
          timer = setTimeout(() => resolve(null), MORE_MS);
        }
        seen.config = config;
        if (times.push(pts) >= PICTURES) resolve(null);
      },
    },
  });
  if (!opened.ok) {
    clearTimeout(timer);
    return opened;
  }
  const refusal = await promise;
  clearTimeout(timer);
  opened.value.close();
  if (seen.config === null) return refuse(refusal ?? cameraRefusal("camera.timed_out", "no picture"));
  const { codec, width, height } = seen.config;
  const stated = opened.value.framesPerSecond ?? seen.config.framesPerSecond;
  return ok({ codec, width, height, framesPerSecond: measured(times) ?? stated });
}

function measured(times: readonly number[]): number | null {
  const sorted = times.toSorted((a, b) => a - b);
  const span = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  return span > 0 && times.length > 3 ? Math.round(((times.length - 1) * TIMESCALE * 100) / span) / 100 : null;
}
