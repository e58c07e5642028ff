import type { Connection } from "@amaliyat/contract/cameras";
import type { GapCause } from "@amaliyat/domain/recordings";
import { randomUUID } from "node:crypto";
import { putClockOffset, putConnection } from "../cameras/index.ts";
import type { MediaEvent } from "../media/index.ts";
import { DatabaseGone, SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import { tell } from "../platform/live/index.ts";
import type { Log } from "../platform/log.ts";
import { putGap, putSegment } from "./recordings-store.ts";

/** What media says of the database's concern; clocks and worker health beside. */
export type Recorder = AsyncDisposable & { readonly take: (event: MediaEvent) => void };

const RETRY_MS = 500;
/** Events kept while the database is away: some hours of 100 cameras. Beyond that the oldest go: files are found again at start. */
const KEEP_EVENTS = 200_000;
const BATCH = 100;

const date = (ms: number): Date => new Date(Math.round(ms));
const dateOrNull = (ms: number | null): Date | null => (ms === null ? null : date(ms));

/** The cause as the domain's list has it: media's list is part of it, and the compiler holds that. */
const causeOf = (cause: GapCause): GapCause => cause;

async function keepConnection(tx: Tx, event: Extract<MediaEvent, { kind: "state" }>): Promise<void> {
  const state: Connection["state"] = event.state === "idle" ? "off" : event.state;
  const cause = event.cause ?? null;
  const sectorId = await putConnection(tx, { camera_id: event.cameraId, state, since: date(event.since), cause });
  if (sectorId === null) return;
  const connection: Connection = { state, since: date(event.since).toISOString(), cause };
  await tell(tx, Date.now(), [{ happening: { topic: "camera", cameraId: event.cameraId, connection }, sectorId }]);
}

async function keep(tx: Tx, event: MediaEvent): Promise<void> {
  switch (event.kind) {
    case "segment-opened":
    case "segment-closed": {
      const isClosed = event.kind === "segment-closed";
      return putSegment(tx, {
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
      return putGap(tx, {
        camera_id: event.cameraId,
        from_at: date(event.from),
        to_at: dateOrNull(event.to),
        cause: causeOf(event.cause),
      });
    case "state":
      return event.stream === "main" ? keepConnection(tx, event) : undefined;
    case "clock":
      return event.stream === "main" ? putClockOffset(tx, event.cameraId, event.offsetMs) : undefined;
    case "worker":
      return undefined;
  }
}

/** Keeps what media says, in its order. While the database is away the cameras go on and their events wait here. */
export function startRecorder(db: Db, log: Log, keepEvents = KEEP_EVENTS): Recorder {
  const waiting: MediaEvent[] = [];
  let running: Promise<void> | null = null;
  let closed = false;
  /** How many of those on their way into the database made room meanwhile. */
  let shifted = 0;

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      shifted = 0;
      try {
        await transaction(db, SYSTEM, async (tx) => {
          // States last: telling the screens takes the lock for which everybody waits.
          for (const event of batch.toSorted((a, b) => Number(a.kind === "state") - Number(b.kind === "state"))) await keep(tx, event);
        });
        waiting.splice(0, Math.max(0, batch.length - shifted));
      } catch (cause) {
        if (!(cause instanceof DatabaseGone)) {
          log.error({ err: cause }, "recorder events could not be kept and are dropped; their files are found again at the next start");
          waiting.splice(0, Math.max(0, batch.length - shifted));
        }
        if (closed) return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };

  return {
    take(event) {
      if (event.kind === "worker") {
        if (event.crashed) log.error({ worker: event.worker }, "a media worker crashed and was started again");
        else if (event.loopDelayP99Ms > 200)
          log.warn({ worker: event.worker, loopDelayP99Ms: event.loopDelayP99Ms }, "a media worker is late");
        return;
      }
      waiting.push(event);
      if (waiting.length > keepEvents) {
        waiting.shift();
        shifted++;
      }
      running ??= drain().finally(() => (running = null));
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await running;
    },
  };
}
