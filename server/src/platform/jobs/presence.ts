import { setTimeout as sleep } from "node:timers/promises";
import { Client, type QueryConfig } from "pg";
import { connectionOf, LOCKS } from "../database/index.ts";
import type { Log } from "../log.ts";

/**
 * Times of the presence, ms. `beatMs`: between two looks for killed workers, which also show whether the connection lives. `goneMs`: a worker
 * is taken for killed after nobody held its lock for so long. `startMs`: the same when a process starts. A worker that lives has its lock
 * again long before.
 */
export type PresenceTiming = { readonly beatMs: number; readonly goneMs: number; readonly startMs: number };
export const PRESENCE_TIMING: PresenceTiming = { beatMs: 10_000, goneMs: 30_000, startMs: 2_000 };

const [ANSWER_MS, FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [5_000, 50, 500];

/** Presence of the workers of this process. */
export type Presence = AsyncDisposable & {
  readonly workers: () => readonly string[];
  /** Takes the lock of a worker; its jobs may begin once `present` resolves. */
  readonly add: (worker: string) => void;
  /** Resolves while all locks are held, else when they are held again; rejects once this is being disposed. */
  readonly present: () => Promise<void>;
  /** Ends the wait of `present`: no further job is to begin. */
  readonly leave: () => void;
};

export type PresenceOptions = {
  readonly url: string;
  readonly log: Log;
  readonly timing?: PresenceTiming;
  /** Former workers of this process, all of whose jobs have ended. */
  readonly over: readonly string[];
  /** Whether this process starts: it looks for killed workers at once and soon again. */
  readonly isFirst: boolean;
};

/** Workers that have locked jobs or queues while nobody holds their own lock. */
const ABSENT = `
  with named as materialized (
    select locked_by as worker from graphile_worker._private_jobs where locked_by is not null
    union select locked_by from graphile_worker._private_job_queues where locked_by is not null)
  select worker from named where pg_try_advisory_xact_lock($1::int, hashtext(worker))`;

const query = <Row extends object>(client: Client, text: string, values: unknown[]): Promise<{ rows: Row[] }> =>
  client.query<Row>({ text, values, query_timeout: ANSWER_MS } as QueryConfig);

/**
 * Enters the presence. The queue keeps a job locked for four hours when its worker was killed, and its named queue with it. Each worker
 * therefore holds a shared lock of its own as long as it lives. Every process frees what is locked by workers whose lock nobody holds.
 *
 * The lock is lost with its connection, while the jobs go on. The worker takes no job before it has the lock again, at once as a rule. No
 * other frees its jobs meanwhile: they wait longer than that takes.
 */
export async function enter({ url, log, over, isFirst, timing = PRESENCE_TIMING }: PresenceOptions): Promise<Presence> {
  const mine = new Set<string>();
  const absentSince = new Map<string, number>();
  const left = new AbortController();
  let client: Client | null = null;
  let held = Promise.resolve();

  const lock = (on: Client, workers: readonly string[]) =>
    query(on, "select pg_advisory_lock_shared($1::int, hashtext(worker)) from unnest($2::text[]) as given (worker)", [
      LOCKS.workers,
      workers,
    ]);

  const connect = async (): Promise<Client> => {
    const next = new Client({
      ...connectionOf(url),
      application_name: "amaliyat worker",
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
    });
    next.on("error", (error) => {
      log.warn({ reason: error.message }, "jobs: presence lock lost");
      lost(next);
    });
    try {
      await next.connect();
      let count: number;
      do {
        count = mine.size;
        await lock(next, [...mine]);
      } while (mine.size > count);
      return next;
    } catch (error) {
      void next.end().catch(() => undefined);
      throw error;
    }
  };

  const connectAgain = async (): Promise<void> => {
    for (let pauseMs = FIRST_PAUSE_MS; !left.signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const next = await connect().catch(() => null);
      if (next !== null) {
        client = next;
        return;
      }
      await sleep(pauseMs, undefined, { signal: left.signal }).catch(() => undefined);
    }
    throw new Error("the workers leave");
  };

  /** The connection is gone, or says nothing: the locks are taken again on another. */
  const lost = (which: Client): void => {
    if (client !== which) return;
    client = null;
    // Nobody knows which locks were held meanwhile.
    absentSince.clear();
    void which.end().catch(() => undefined);
    hold(connectAgain());
  };
  const hold = (next: Promise<void>): void => {
    held = next;
    held.catch(() => undefined);
  };

  const free = async (on: Client, workers: readonly string[]): Promise<void> => {
    await query(on, "select graphile_worker.force_unlock_workers($1::text[])", [workers]);
    for (const worker of workers) absentSince.delete(worker);
  };

  /** Frees what absent workers locked. Their locks are held until the end of the transaction, so that none comes back in between. */
  const look = async (on: Client, goneMs: number): Promise<boolean> => {
    await query(on, "begin", []);
    const absent = (await query<{ worker: string }>(on, ABSENT, [LOCKS.workers])).rows.map(({ worker }) => worker);
    const now = performance.now();
    for (const worker of absentSince.keys()) if (!absent.includes(worker)) absentSince.delete(worker);
    for (const worker of absent) if (!absentSince.has(worker)) absentSince.set(worker, now);
    const killed = absent.filter((worker) => !mine.has(worker) && now - (absentSince.get(worker) ?? now) >= goneMs);
    if (killed.length > 0) {
      await free(on, killed);
      log.warn({ workers: killed }, "jobs: released from killed workers");
    }
    await query(on, "commit", []);
    return absent.length > killed.length;
  };

  let looking: Promise<unknown> = Promise.resolve();
  const lookSoon = (on: Client, goneMs: number): void => {
    looking = looking
      .then(() => look(on, goneMs))
      .catch((error: unknown) => {
        log.warn({ err: error }, "jobs: no look for killed workers");
        lost(on);
      });
  };

  client = await connect();
  let second: ReturnType<typeof setTimeout> | undefined;
  try {
    if (over.length > 0) await free(client, over);
    // The room behind the workers answers callers meanwhile: a start after a kill must not wait for a lock of the one that was killed.
    if (isFirst && (await look(client, timing.startMs)))
      second = setTimeout(() => client !== null && lookSoon(client, timing.startMs), timing.startMs);
  } catch (error) {
    left.abort();
    await client?.end().catch(() => undefined);
    throw error;
  }

  const beat = setInterval(() => client !== null && lookSoon(client, timing.goneMs), timing.beatMs);

  return {
    workers: () => [...mine],
    add(worker) {
      mine.add(worker);
      const on = client;
      if (on === null) return;
      const before = held;
      hold(
        before.then(async () => {
          try {
            await lock(on, [worker]);
          } catch {
            lost(on);
          }
        }),
      );
    },
    async present() {
      let seen;
      do await (seen = held);
      while (seen !== held);
    },
    leave: () => left.abort(),
    async [Symbol.asyncDispose]() {
      left.abort();
      clearInterval(beat);
      clearTimeout(second);
      await held.catch(() => undefined);
      await looking;
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
