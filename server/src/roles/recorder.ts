import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { keptAddresses, recorderSources, type CamerasDeps } from "../cameras/index.ts";
import type { Config } from "../settings/index.ts";
import { startMedia, type Media } from "../media/index.ts";
import type { Clock } from "../platform/clock.ts";
import { DatabaseGone, type Db } from "../platform/database/index.ts";
import type { Journal } from "../platform/journal/index.ts";
import type { Log } from "../platform/log.ts";
import type { Space } from "../platform/space/index.ts";
import type { Vault } from "../platform/vault.ts";
import { expire, isClockTrusted, startRecorder } from "../recordings/index.ts";

export type RecorderOptions = {
  readonly config: Config;
  readonly db: Db;
  readonly journal: Journal;
  readonly cameras: CamerasDeps;
  readonly vault: Vault;
  readonly space: Pick<Space, "mayWrite">;
  readonly clock: Clock;
  readonly log: Log;
};

/** Changes made on another node are seen within this; those of this node at once. */
const LOOK_EVERY_MS = 3_000;

export const recordingsFolder = (config: Config): string => join(config.AMALIYAT_DATA, "recordings");

const SWEEP_EVERY_MS = 60_000;

/** 100 cameras write 25 MB in this time; the room that is kept free is a hundred times that. */
const MEASURE_EVERY_MS = 500;

/** Deletes what is past its retention, on the node whose disk holds it; not by a clock that was set. `elapsedMs` since the last time. */
async function sweep({ config, db, clock, log }: RecorderOptions, elapsedMs: number): Promise<void> {
  try {
    const at = clock();
    if (!(await isClockTrusted(db, at, elapsedMs)))
      return log.error({ at: new Date(at) }, "clock: more than a day from the last trusted time, no recording is deleted");
    await expire(db, recordingsFolder(config), at, (cause, path) => log.error({ err: cause, path }, "recordings: deletion failed"));
  } catch (cause) {
    log.warn({ err: cause }, "recordings: expiry failed, retrying");
  }
}

/** Connects to the cameras of the room, records them, and keeps what happens to them. */
export async function startRecorderRole(options: RecorderOptions): Promise<{ media: Media; look: () => void } & AsyncDisposable> {
  const { config, db, journal, cameras, vault, space, clock, log } = options;
  const stack = new AsyncDisposableStack();
  const root = recordingsFolder(config);
  await mkdir(root, { recursive: true });
  const recorder = stack.use(startRecorder({ db, log, journal, root, clock }));
  const media = stack.use(
    await startMedia({
      root,
      workers: config.AMALIYAT_MEDIA_WORKERS,
      now: clock,
      onEvent: recorder.receive,
    }),
  );
  recorder.begin();
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
  let hasRoom = true;
  /** Before the reserve is touched, what is past its retention goes at once, and nothing more is written until there is room. */
  const measure = async (): Promise<void> => {
    const has = await space.mayWrite("recordings", 0);
    if (has === hasRoom) return;
    hasRoom = has;
    media.setRoom(has);
    if (has) return log.info("recordings: volume has space again");
    log.error({ folder: recordingsFolder(config) }, "recordings: volume full, recording stopped");
    sweeping = sweeping.then(inTurn);
  };
  // A volume that cannot be measured now is measured at the next look: recording goes on as before.
  const measured = (): Promise<void> => measure().catch((error: unknown) => log.error({ err: error }, "recordings: volume not measured"));
  let measuring = measured();
  const measurer = setInterval(() => void (measuring = measuring.then(measured)), MEASURE_EVERY_MS);
  stack.defer(async () => {
    clearInterval(timer);
    clearInterval(sweeper);
    clearInterval(measurer);
    await measuring;
    await Promise.all([turn, sweeping]);
  });
  return { media, look, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
