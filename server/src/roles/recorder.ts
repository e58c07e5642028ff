import { keptAddresses, recorderSources, upsertRecorderSeen, type CamerasDeps } from "../cameras/index.ts";
import type { Media } from "../media/index.ts";
import { DatabaseGone, SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { lookEvery } from "../platform/look-every.ts";
import type { Space } from "../platform/space/index.ts";
import type { Vault } from "../platform/vault.ts";
import { arrangeDays, expire, isClockTrusted } from "../recordings/index.ts";
import { recordingsFolder, startRecording, storeCameras, watchSpace, type Recording, type RecordingParts } from "./recording.ts";

export type RecorderOptions = RecordingParts & {
  readonly db: Db;
  readonly cameras: CamerasDeps;
  readonly vault: Vault;
  readonly space: Pick<Space, "mayWrite">;
};

/** Changes made on another node are seen within this; those of this node at once. */
const LOOK_EVERY_MS = 3_000;

const SWEEP_EVERY_MS = 60_000;

/** Deletes what is past its retention, on the node whose disk holds it; not by a clock that was set. `elapsedMs` since the last time. */
async function sweep({ config, db, clock, log }: RecorderOptions, elapsedMs: number): Promise<void> {
  try {
    const at = clock();
    if (!(await isClockTrusted(db, at, elapsedMs)))
      return log.error({ at: new Date(at) }, "clock: more than a day from the last trusted time, no recording is deleted");
    await expire(db, recordingsFolder(config), at, (cause, path) => log.error({ err: cause, path }, "recordings: deletion failed"));
    await arrangeDays(db, at, (cause, day) => log.warn({ err: cause, day }, "recordings: rows of a day not arranged, retrying"));
  } catch (cause) {
    log.warn({ err: cause }, "recordings: expiry failed, retrying");
  }
}

/** A recorder tells that it lives this often, ms. */
const SIGN_EVERY_MS = 3_000;

/** Writes a sign of life. While the database is away nobody could read one. */
const sign = (db: Db): Promise<void> =>
  transaction(db, SYSTEM, upsertRecorderSeen).catch((cause: unknown) => {
    if (!(cause instanceof DatabaseGone)) throw cause;
  });

/** Connects to the cameras of the room, records them, and keeps what happens to them. `begun` records already. */
export async function startRecorderRole(
  options: RecorderOptions,
  begun: Recording | null,
): Promise<{ media: Media; look: () => void } & AsyncDisposable> {
  const { db, cameras, vault, space, log } = options;
  const stack = new AsyncDisposableStack();
  const { media, recorder } = stack.use(begun ?? (await startRecording(options)));
  recorder.begin(db);
  const find = keptAddresses(cameras.allowed);
  let known = "";
  let turn: Promise<void> = Promise.resolve();
  const reconcile = async (): Promise<void> => {
    try {
      const sources = await recorderSources(cameras, vault, find);
      const now = JSON.stringify(sources);
      if (now === known) return;
      known = now;
      media.setCameras(sources);
      storeCameras(options, vault, sources);
    } catch (cause) {
      if (!(cause instanceof DatabaseGone)) log.error({ err: cause }, "recordings: cameras not read");
    }
  };
  const look = (): void => void (turn = turn.then(reconcile));
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  let sweeping: Promise<void> = Promise.resolve();
  let sweptAt = performance.now();
  const inTurn = async (): Promise<void> => {
    const elapsedMs = performance.now() - sweptAt;
    sweptAt += elapsedMs;
    await sweep(options, elapsedMs);
  };
  const sweeper = setInterval(() => void (sweeping = sweeping.then(inTurn)), SWEEP_EVERY_MS);
  stack.use(lookEvery(SIGN_EVERY_MS, () => sign(db), log, "recordings: sign of life not written"));
  // Before the reserve is touched, what is past its retention goes at once, and nothing more is written until there is room.
  stack.use(watchSpace(media, space, log, () => void (sweeping = sweeping.then(inTurn))));
  stack.defer(async () => {
    clearInterval(timer);
    clearInterval(sweeper);
    await Promise.all([turn, sweeping]);
  });
  return { media, look, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
