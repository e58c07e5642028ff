import type { Connection } from "@amaliyat/contract/cameras";
import type { GapCause } from "@amaliyat/domain/recordings";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { cameraById, setClockOffset, upsertConnection } from "../cameras/index.ts";
import type { MediaEvent } from "../media/index.ts";
import { mayPass, SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import { tell } from "../platform/live/index.ts";
import type { Log } from "../platform/log.ts";
import { upsertGap, upsertSegment } from "./recordings-store.ts";

/** Writes events of media to the database; clocks and worker health beside. */
export type Recorder = AsyncDisposable & { readonly receive: (event: MediaEvent) => void };

const RETRY_MS = 500;
/** Limit of events that wait while the database is away: some hours of 100 cameras. Beyond that the oldest go: files are found again at start. */
const MAX_WAITING = 200_000;
const BATCH = 100;

const date = (ms: number): Date => new Date(Math.round(ms));
const dateOrNull = (ms: number | null): Date | null => (ms === null ? null : date(ms));

/** The cause as the domain's list has it: media's list is part of it, and the compiler holds that. */
const causeOf = (cause: GapCause): GapCause => cause;

async function writeConnection(tx: Tx, event: Extract<MediaEvent, { kind: "state" }>): Promise<void> {
  const state: Connection["state"] = event.state === "idle" ? "off" : event.state;
  const cause = event.cause ?? null;
  const sectorId = await upsertConnection(tx, { camera_id: event.cameraId, state, since: date(event.since), cause });
  if (sectorId === null) return;
  const camera = await cameraById(tx, event.cameraId);
  if (camera === null) return;
  const { cameraId, connection } = camera;
  await tell(tx, Date.now(), [{ happening: { topic: "camera", cameraId, connection }, sectorId }]);
}

async function writeEvent(tx: Tx, event: MediaEvent): Promise<void> {
  switch (event.kind) {
    case "segment-opened":
    case "segment-closed": {
      const isClosed = event.kind === "segment-closed";
      return upsertSegment(tx, {
        segment_id: randomUUID(),
        camera_id: event.cameraId,
        path: event.path,
        started_at: date(event.startedAt),
        ended_at: isClosed ? date(event.endedAt) : null,
        bytes: isClosed ? event.bytes : 0,
        frames: isClosed ? event.frames : 0,
      });
    }
    case "gap":
      return upsertGap(tx, {
        camera_id: event.cameraId,
        from_at: date(event.from),
        to_at: dateOrNull(event.to),
        cause: causeOf(event.cause),
      });
    case "state":
      return event.stream === "main" ? writeConnection(tx, event) : undefined;
    case "clock":
      return event.stream === "main" ? setClockOffset(tx, event.cameraId, event.offsetMs) : undefined;
    case "worker":
      return undefined;
  }
}

const writeAll = (db: Db, batch: readonly MediaEvent[]): Promise<void> =>
  transaction(db, SYSTEM, async (tx) => {
    // States last: telling the screens takes the lock for which everybody waits.
    for (const event of batch.toSorted((a, b) => Number(a.kind === "state") - Number(b.kind === "state"))) await writeEvent(tx, event);
  });

/**
 * Writes events in one transaction, or each alone where one of them fails, so that it costs no other. Returns those that wait for the
 * database to come back.
 */
async function writeOrReturn(db: Db, log: Log, batch: readonly MediaEvent[]): Promise<readonly MediaEvent[]> {
  try {
    await writeAll(db, batch);
    return [];
  } catch (cause) {
    if (mayPass(cause)) return batch;
    if (batch.length === 1) {
      log.error({ err: cause, event: batch[0]?.kind }, "recordings: event not stored, its file is found at the next start");
      return [];
    }
  }
  for (const [n, event] of batch.entries()) if ((await writeOrReturn(db, log, [event])).length > 0) return batch.slice(n);
  return [];
}

/** Writes the events of media, in their order. While the database is away the cameras go on and their events wait here. */
export function startRecorder(db: Db, log: Log, maxWaiting = MAX_WAITING): Recorder {
  const waiting: MediaEvent[] = [];
  let running: Promise<void> | null = null;
  let closed = false;

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const left = await writeOrReturn(db, log, waiting.splice(0, BATCH));
      if (left.length === 0) continue;
      waiting.unshift(...left);
      if (closed) return;
      await sleep(RETRY_MS);
    }
  };

  return {
    receive(event) {
      if (event.kind === "worker") {
        if (event.crashed) log.error({ worker: event.worker }, "media: worker crashed, restarted");
        else if (event.loopDelayP99Ms > 200)
          log.warn({ worker: event.worker, loopDelayP99Ms: event.loopDelayP99Ms }, "media: worker is late");
        return;
      }
      waiting.push(event);
      if (waiting.length > maxWaiting) waiting.shift();
      running ??= drain().finally(() => (running = null));
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await running;
    },
  };
}
