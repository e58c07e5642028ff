import type { Connection } from "@amaliyat/contract/cameras";
import type { GapCause } from "@amaliyat/domain/recordings";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { cameraById, setClockOffset, upsertConnection, upsertRecording, type RecordingNow } from "../../cameras/index.ts";
import { GAP_CAUSES, type GapEvent, type MediaEvent } from "../../media/index.ts";
import { mayPass, SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Journal } from "../../platform/journal/index.ts";
import { tell } from "../../platform/live/index.ts";
import type { Log } from "../../platform/log.ts";
import { upsertGap } from "../recordings-store.ts";
import { upsertSegments, type ToldSegment } from "../segments/segments-store.ts";
import { reconcileFiles } from "./reconcile.ts";

/** Writes events of media to the database; clocks and worker health beside. */
export type Recorder = AsyncDisposable & {
  readonly receive: (event: MediaEvent) => void;
  /** Stores what the last run left, and everything from then on. Media has repaired its newest files by then. */
  readonly begin: (db: Db) => void;
};

export type RecorderParts = {
  readonly log: Log;
  readonly journal: Journal;
  /** Folder of the recordings. */
  readonly root: string;
  readonly clock: () => number;
  /** Limit of events that wait in memory while the database is away: some hours of 100 cameras. */
  readonly maxWaiting?: number;
};

const RETRY_MS = 500;
const MAX_WAITING = 200_000;
const BATCH = 100;
/** Gaps that the database does not have yet. Files speak for themselves: they are found again. */
const STREAM = "recordings.gaps";
/** Moment up to which all files have their rows, ms since epoch. */
const MARK = "recordings.complete";
const MARKED_EVERY_MS = 30_000;
/** Longest wait for the journal at the end, ms: its disk may hang. */
const JOURNAL_ENDS_MS = 2_000;
/** Time after which files are compared again that the disk did not let be read, ms. */
const COMPARED_AGAIN_MS = 60_000;

const date = (ms: number): Date => new Date(Math.round(ms));
const dateOrNull = (ms: number | null): Date | null => (ms === null ? null : date(ms));

const gapRecord = z.object({
  cameraId: z.uuid(),
  from: z.number(),
  to: z.number().nullable(),
  cause: z.enum(GAP_CAUSES),
});

/** The cause as the domain's list has it: media's list is part of it, and the compiler holds that. */
const causeOf = (cause: GapCause): GapCause => cause;

async function writeConnection(tx: Tx, event: Extract<MediaEvent, { kind: "state" }>): Promise<void> {
  const state: Connection["state"] = event.state === "idle" ? "off" : event.state;
  const cause = event.cause ?? null;
  const sectorId = await upsertConnection(tx, { camera_id: event.cameraId, state, since: date(event.since), cause });
  if (sectorId !== null) await tellConnection(tx, event.cameraId, sectorId);
}

async function tellConnection(tx: Tx, cameraId: string, sectorId: string): Promise<void> {
  const camera = await cameraById(tx, cameraId);
  if (camera === null) return;
  await tell(tx, Date.now(), [{ happening: { topic: "camera", cameraId, connection: camera.connection }, sectorId }]);
}

/** Stores that a camera is recorded or is not, and tells the screens of a change. */
async function writeRecording(tx: Tx, now: RecordingNow, at: number): Promise<void> {
  const sectorId = await upsertRecording(tx, now, at);
  if (sectorId !== null) await tellConnection(tx, now.cameraId, sectorId);
}

/** The file that an event tells of; none for any other event. */
function toldSegment(event: MediaEvent): ToldSegment[] {
  if (event.kind !== "segment-opened" && event.kind !== "segment-closed") return [];
  const { cameraId, startedAt, codec } = event;
  const isClosed = event.kind === "segment-closed";
  return [{ cameraId, startedAt, endedAt: isClosed ? event.endedAt : null, bytes: isClosed ? event.bytes : 0, codec }];
}

/** Stores what an event tells, but for its file. */
async function writeEvent(tx: Tx, event: MediaEvent): Promise<void> {
  switch (event.kind) {
    case "gap":
      return upsertGap(tx, {
        camera_id: event.cameraId,
        from_at: date(event.from),
        to_at: dateOrNull(event.to),
        cause: causeOf(event.cause),
      });
    case "clock":
      return event.stream === "main" ? setClockOffset(tx, event.cameraId, event.offsetMs) : undefined;
    case "segment-opened":
    case "segment-closed":
    case "state":
    case "worker":
      return undefined;
  }
}

/** State of a camera after an event, and the message to the screens if it is another one. */
async function writeNow(tx: Tx, event: MediaEvent, at: number): Promise<void> {
  if (event.kind === "state" && event.stream === "main") return writeConnection(tx, event);
  if (event.kind === "segment-opened")
    return writeRecording(tx, { cameraId: event.cameraId, isRecorded: true, since: date(event.startedAt), cause: null }, at);
  if (event.kind !== "gap") return undefined;
  const { cameraId, from, to, cause } = event;
  // A gap that is told with its end says that recording goes on.
  return writeRecording(
    tx,
    to === null ? { cameraId, isRecorded: false, since: date(from), cause } : { cameraId, isRecorded: true, since: date(to), cause: null },
    at,
  );
}

const writeAll = (db: Db, batch: readonly MediaEvent[], at: number): Promise<void> =>
  transaction(db, SYSTEM, async (tx) => {
    for (const event of batch) await writeEvent(tx, event);
    await upsertSegments(tx, batch.flatMap(toldSegment));
    // States last: telling the screens takes the lock for which everybody waits.
    for (const event of batch) await writeNow(tx, event, at);
  });

/**
 * Writes events in one transaction, or each alone where one of them fails, so that it costs no other. Returns those that wait for the
 * database to come back.
 */
async function writeOrReturn(db: Db, log: Log, batch: readonly MediaEvent[], at: number): Promise<readonly MediaEvent[]> {
  try {
    await writeAll(db, batch, at);
    return [];
  } catch (cause) {
    if (mayPass(cause)) return batch;
    if (batch.length === 1) {
      log.error({ err: cause, event: batch[0]?.kind }, "recordings: event not stored");
      return [];
    }
  }
  for (const [n, event] of batch.entries()) if ((await writeOrReturn(db, log, [event], at)).length > 0) return batch.slice(n);
  return [];
}

/** Gaps of a journal, in their order; a record that is no gap is left out. */
function gapsIn(records: readonly { readonly text: string }[]): GapEvent[] {
  return records.flatMap(({ text }) => {
    const found = gapRecord.safeParse(JSON.parse(text));
    return found.success ? [{ kind: "gap" as const, ...found.data }] : [];
  });
}

/**
 * Writes the events of media, in their order. While no database is there the cameras go on and their events wait here; gaps lie in the
 * journal as well, and survive the process. What the last run did not store is stored beside: its gaps from the journal, its files from the
 * disk.
 */
export function startRecorder({ log, journal, root, clock, maxWaiting = MAX_WAITING }: RecorderParts): Recorder {
  const waiting: MediaEvent[] = [];
  const ending = new AbortController();
  const { signal } = ending;
  let running: Promise<void> | null = null;
  let making: Promise<void> | null = null;
  /** While gaps of the journal are stored: those that are told now come after them. */
  let gapsMaking: Promise<unknown> | null = null;
  /** True while rows may be missing: at a start, and after events found no room in memory. */
  let isBehind = true;
  let db: Db | null = null;
  let marking: Promise<void> | null = null;
  /** By a clock that only goes forward. */
  let markedAt = -Infinity;
  /** Place behind the last gap that the journal took. */
  let journalled = 0;
  let isJournalFailing = false;
  let appending: Promise<void> = Promise.resolve();

  const rest = (ms = RETRY_MS): Promise<void> => sleep(ms, undefined, { signal }).catch(() => undefined);
  const failed = (cause: unknown): void => {
    if (!isJournalFailing) log.error({ err: cause }, "recordings: the journal takes no gaps");
    isJournalFailing = true;
  };
  const append = ({ cameraId, from, to, cause }: GapEvent): void => {
    const appended = journal.append(STREAM, [JSON.stringify({ cameraId, from, to, cause })]).then((place) => {
      journalled = place + 1;
      isJournalFailing = false;
    }, failed);
    appending = appending.then(() => appended);
  };
  /** Notes that everything up to a moment is stored. Nobody waits for it: the disk of the journal may hang while the database takes rows. */
  const mark = (at: number, place: number): void => {
    markedAt = performance.now();
    const written = async (): Promise<void> => {
      await journal.truncate(STREAM, place);
      await journal.put(MARK, `${at}`);
    };
    marking ??= written()
      .catch(failed)
      .finally(() => (marking = null));
  };

  /** Stores the gaps of the journal in their order. Returns false if the database went away. */
  const makeUpGaps = async (db: Db, records: Awaited<ReturnType<Journal["replay"]>>): Promise<boolean> => {
    const gaps = gapsIn(records);
    for (let n = 0; n < gaps.length; n += BATCH)
      if ((await writeOrReturn(db, log, gaps.slice(n, n + BATCH), clock())).length > 0) return false;
    journalled = Math.max(journalled, (records.at(-1)?.place ?? -1) + 1);
    return true;
  };
  /** Stores what an earlier run, or this one, could not. Returns false if the database went away. */
  const makeUp = async (db: Db): Promise<boolean> => {
    await appending;
    const records = await journal.replay(STREAM);
    const gaps = makeUpGaps(db, records);
    gapsMaking = gaps.catch(() => undefined).finally(() => (gapsMaking = null));
    if (!(await gaps)) return false;
    const marked = Number((await journal.get(MARK)) ?? 0);
    // A mark of the future is from a clock that was put back since: it tells nothing.
    const { stored, empty } = await reconcileFiles({ db, log, root, signal }, marked > clock() ? 0 : marked);
    if (stored + empty > 0) log.warn({ stored, empty }, "recordings: files without a row were stored");
    return !signal.aborted;
  };
  const makeUpInTime = async (db: Db): Promise<void> => {
    while (isBehind && !signal.aborted) {
      isBehind = false;
      let restMs = RETRY_MS;
      const isDone = await makeUp(db).catch((cause: unknown) => {
        if (mayPass(cause)) return false;
        log.error({ err: cause }, "recordings: files and rows not compared, retrying in a minute");
        restMs = COMPARED_AGAIN_MS;
        return false;
      });
      isBehind ||= !isDone;
      if (!isDone) await rest(restMs);
    }
  };

  const drain = async (db: Db): Promise<void> => {
    for (;;) {
      const [at, place] = [clock(), journalled];
      while (waiting.length > 0) {
        await gapsMaking;
        const left = await writeOrReturn(db, log, waiting.splice(0, BATCH), clock());
        if (left.length === 0) continue;
        waiting.unshift(...left);
        if (signal.aborted) return;
        await rest();
      }
      const isStored = !isBehind && making === null;
      if (isStored && (signal.aborted || performance.now() - markedAt >= MARKED_EVERY_MS)) mark(at, place);
      if (waiting.length === 0) return;
    }
  };
  const run = (): void => {
    if (db === null) return;
    if (isBehind) making ??= makeUpInTime(db).finally(() => (making = null));
    running ??= drain(db).finally(() => {
      running = null;
      // An event may have come between the end of the work and this.
      if (waiting.length > 0 && !signal.aborted) run();
    });
  };

  return {
    begin: (given) => {
      db = given;
      run();
    },
    receive(event) {
      if (event.kind === "worker") {
        if (event.crashed) log.error({ worker: event.worker, err: event.error }, "media: worker crashed, restarted");
        else if (event.loopDelayP99Ms > 200)
          log.warn({ worker: event.worker, loopDelayP99Ms: event.loopDelayP99Ms }, "media: worker is late");
        return;
      }
      if (event.kind === "gap") append(event);
      waiting.push(event);
      if (waiting.length > maxWaiting) {
        waiting.shift();
        isBehind = true;
      }
      run();
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
      await Promise.race([making, sleep(JOURNAL_ENDS_MS)]);
      run();
      await running;
      await Promise.race([Promise.all([marking, appending]), sleep(JOURNAL_ENDS_MS)]);
    },
  };
}
