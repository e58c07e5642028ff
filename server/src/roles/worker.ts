import { join } from "node:path";
import { forgetLogWords, openSigningKey, startPublisher, type Publisher } from "../audit/index.ts";
import type { Config } from "../settings/index.ts";
import type { Clock } from "../platform/clock.ts";
import { forgetPositions } from "../dispatch/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import { startJobs, type Job } from "../platform/jobs/index.ts";
import { forgetTold } from "../platform/live/index.ts";
import type { Log } from "../platform/log.ts";
import { forgetKeys } from "../platform/once/index.ts";
import { forgetAll, type Forget } from "./forget-all.ts";

export type WorkerOptions = {
  readonly config: Config;
  readonly db: Db;
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: readonly Job<unknown>[];
  /** Expiry of the features' data: recorded calls, pictures, reports. */
  readonly expire: readonly Forget[];
};

const PUBLISH_EVERY_MS = 1_000;
const SWEEP_EVERY_MS = 60_000;
/** A screen that was away longer than this reads its lists again. */
const LIVE_KEPT_MS = 24 * 3_600_000;

/** Retention of patrol positions: they are asked for within weeks, and afterwards are only a risk to the patrols. */
const POSITIONS_KEPT_MS = 30 * 86_400_000;

/** Words that people gave as a reason for an act are of use while the act can be complained of; that they were given stays in the log. */
const LOG_WORDS_KEPT_MS = 5 * 365 * 86_400_000;

/** A phone that was away longer sends nothing again: its session is over. */
const KEYS_KEPT_MS = 7 * 86_400_000;

/** Publishes the log, runs the jobs, and deletes what is past its time. */
export async function startWorkerRole(options: WorkerOptions): Promise<{ publisher: Publisher } & AsyncDisposable> {
  const { config, db, url, clock, log, jobs } = options;
  const stack = new AsyncDisposableStack();
  const key = await openSigningKey(join(config.AMALIYAT_DATA, "keys", "log.pem"), config.AMALIYAT_ORIGIN);
  const folder = join(config.AMALIYAT_DATA, "log");
  const publisher = stack.use(await startPublisher({ db, folder, key, log, now: clock, everyMs: PUBLISH_EVERY_MS }));
  stack.use(await startJobs({ url, tasks: jobs, cron: [], concurrency: 2, log }));
  let sweeping: Promise<void> = Promise.resolve();
  const inRoom =
    (forget: (tx: Tx, before: Date) => Promise<unknown>, keptMs: number): Forget =>
    (at) =>
      transaction(db, SYSTEM, (tx) => forget(tx, new Date(at - keptMs)));
  const kinds = [
    inRoom(forgetTold, LIVE_KEPT_MS),
    inRoom(forgetKeys, KEYS_KEPT_MS),
    inRoom(forgetPositions, POSITIONS_KEPT_MS),
    inRoom(forgetLogWords, LOG_WORDS_KEPT_MS),
    ...options.expire,
  ];
  const sweep = (): Promise<void> => forgetAll(kinds, clock(), log);
  const timer = setInterval(() => void (sweeping = sweeping.then(sweep)), SWEEP_EVERY_MS);
  stack.defer(async () => {
    clearInterval(timer);
    await sweeping;
  });
  return { publisher, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
