import { join } from "node:path";
import { openSigningKey, startPublisher } from "../audit/index.ts";
import type { Config } from "../settings/index.ts";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Expiry, Feature } from "../platform/feature.ts";
import { startJobs } from "../platform/jobs/index.ts";
import { forgetTold } from "../platform/live/index.ts";
import type { Log } from "../platform/log.ts";
import { forgetKeys } from "../platform/once/index.ts";
import { isClockTrusted } from "../recordings/index.ts";

export type WorkerOptions = {
  readonly config: Config;
  readonly db: Db;
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Their jobs, their erasures and their watches are the work. */
  readonly features: readonly Feature[];
};

const PUBLISH_EVERY_MS = 1_000;
const SWEEP_EVERY_MS = 60_000;
/** A screen that was away longer than this reads its lists again. */
const LIVE_KEPT_MS = 24 * 3_600_000;

/** A phone that was away longer sends nothing again: its session is over. */
const KEYS_KEPT_MS = 7 * 86_400_000;

/** Deletes what is past its time, of one kind. */
type Forget = (at: number) => Promise<unknown>;

/** Deletes what is past its time, one kind after the other; a kind that cannot be deleted now is tried again the next time, and stops no other. */
export async function forgetAll(kinds: readonly Forget[], at: number, log: Log): Promise<void> {
  for (const forget of kinds) {
    try {
      await forget(at);
    } catch (cause) {
      log.warn({ err: cause }, "retention: erasure failed, retrying");
    }
  }
}

/** Publishes the log, runs the jobs, deletes what is past its time, and starts the watches of the features. */
export async function startWorkerRole({ config, db, url, clock, log, features }: WorkerOptions): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const key = await openSigningKey(join(config.AMALIYAT_DATA, "keys", "log.pem"), config.AMALIYAT_ORIGIN);
  const folder = join(config.AMALIYAT_DATA, "log");
  stack.use(await startPublisher({ db, folder, key, log, now: clock, everyMs: PUBLISH_EVERY_MS }));
  const jobs = features.flatMap((feature) => feature.jobs ?? []);
  stack.use(await startJobs({ url, tasks: jobs, concurrency: 2, log }));
  let sweeping: Promise<void> = Promise.resolve();
  const inRoom =
    (forget: (tx: Tx, before: Date) => Promise<unknown>, keptMs: number): Forget =>
    (at) =>
      transaction(db, SYSTEM, (tx) => forget(tx, new Date(at - keptMs)));
  // The recorder moves the trusted time on; a look at it by others moves nothing.
  const forgetOf = ({ needsTrustedClock, run }: Expiry): Forget =>
    needsTrustedClock ? async (at) => (await isClockTrusted(db, at, 0)) && run(at) : run;
  const kinds = [
    inRoom(forgetTold, LIVE_KEPT_MS),
    inRoom(forgetKeys, KEYS_KEPT_MS),
    ...features.flatMap(({ expire }) => expire ?? []).map(forgetOf),
  ];
  const sweep = (): Promise<void> => forgetAll(kinds, clock(), log);
  const timer = setInterval(() => void (sweeping = sweeping.then(sweep)), SWEEP_EVERY_MS);
  stack.defer(async () => {
    clearInterval(timer);
    await sweeping;
  });
  for (const { start } of features) await start?.worker?.(stack);
  return stack.move();
}
