import { join } from "node:path";
import { openSigningKey, startPublisher, type Publisher } from "../audit/index.ts";
import type { Config } from "../config.ts";
import type { Clock } from "../platform/clock.ts";
import { forgetPositions } from "../dispatch/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { startJobs, type Job } from "../platform/jobs/index.ts";
import { forgetTold } from "../platform/live/index.ts";
import type { Log } from "../platform/log.ts";
import { forgetKeys } from "../platform/once/index.ts";

export type WorkerOptions = {
  readonly config: Config;
  readonly db: Db;
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: readonly Job<unknown>[];
  /** Deletes recorded calls, pictures and reports past their retention. */
  readonly expire: (at: number) => Promise<unknown>;
};

const PUBLISH_EVERY_MS = 1_000;
const SWEEP_EVERY_MS = 60_000;
/** A screen that was away longer than this reads its lists again. */
const LIVE_KEPT_MS = 24 * 3_600_000;

/** Where patrols were is asked about within weeks; after that it is only a risk to them. */
const POSITIONS_KEPT_MS = 30 * 86_400_000;

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
  const sweep = async (): Promise<void> => {
    try {
      await transaction(db, SYSTEM, (tx) => forgetTold(tx, new Date(clock() - LIVE_KEPT_MS)));
      await transaction(db, SYSTEM, (tx) => forgetKeys(tx, new Date(clock() - KEYS_KEPT_MS)));
      await options.expire(clock());
      await transaction(db, SYSTEM, (tx) => forgetPositions(tx, new Date(clock() - POSITIONS_KEPT_MS)));
    } catch (cause) {
      log.warn({ err: cause }, "what is past its time could not be forgotten; tried again in a minute");
    }
  };
  const timer = setInterval(() => void (sweeping = sweeping.then(sweep)), SWEEP_EVERY_MS);
  stack.defer(async () => {
    clearInterval(timer);
    await sweeping;
  });
  return { publisher, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
