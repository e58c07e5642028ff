import type { PoolClient } from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import { openRecord, runAfterEnd } from "./after-commit.ts";
import { send, txOver, type Tx } from "./connection.ts";
import { DatabaseGone, goneOr, isBusy } from "./gone.ts";
import type { Db } from "./pool.ts";
import { openingSql, type Scope, type TransactionOptions } from "./scope.ts";

const MAX_TRIES = 4;

/**
 * Runs `work` in one transaction under the role `amaliyat_app` and the given scope, and commits; whatever `work` throws
 * rolls back. Serialization failures and deadlocks run `work` again, up to three times: it must have no effect outside
 * the transaction (use `afterCommit`). Throws `DatabaseGone` if the database does not answer.
 */
export async function transaction<T>(db: Db, scope: Scope, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  return repeated(db, openingSql(scope, options), work, options);
}

/** The same as the owner of the tables and past row-level security: partitions, retention, seeds; never for a request. */
export async function ownerTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  return repeated(db, openingSql(null, options), work, options);
}

type Work<T> = (tx: Tx) => Promise<T>;

async function repeated<T>(db: Db, opening: string, work: Work<T>, { withinMs, readOnly = false }: TransactionOptions): Promise<T> {
  const signal = withinMs === undefined ? null : AbortSignal.timeout(withinMs);
  for (let tried = 1; ; tried++) {
    try {
      return await once(db, opening, work, { signal, readOnly });
    } catch (error) {
      if (tried === MAX_TRIES || !isBusy(error)) throw error;
      await sleep(Math.random() * 10 * 2 ** tried);
    }
  }
}

/** A connection; one that comes too late is given back. */
async function connected({ pool }: Db, signal: AbortSignal | null): Promise<PoolClient> {
  const connecting = pool.connect().catch((error: unknown) => {
    throw goneOr(error);
  });
  if (signal === null) return connecting;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => {
    reject(new DatabaseGone(signal.reason));
    connecting.then((client) => client.release()).catch(() => undefined);
  };
  if (signal.aborted) giveUp();
  signal.addEventListener("abort", giveUp);
  return Promise.race([connecting, late]).finally(() => signal.removeEventListener("abort", giveUp));
}

type Way = { readonly signal: AbortSignal | null; readonly readOnly: boolean };

/**
 * Runs `work` once. One that only reads is sent behind its BEGIN at once, and gives its value before its COMMIT is answered: two waits less
 * for each request. A statement gives nothing unless the BEGIN before it was answered well.
 */
async function once<T>(db: Db, opening: string, work: Work<T>, { signal, readOnly }: Way): Promise<T> {
  const client = await connected(db, signal);
  // Queries that wait on this connection fail then, as on one that broke. To end it politely would wait for their answers.
  const drop = (): void => void client.connection.stream.destroy();
  const giveBack = (isBroken: boolean): void => {
    client.release(isBroken);
    signal?.removeEventListener("abort", drop);
  };
  signal?.addEventListener("abort", drop);
  const begun = send(client, opening);
  begun.catch(() => undefined);
  const { tx, close, hasFailed } = txOver(client, begun);
  const record = openRecord(tx, db);
  let value: T;
  try {
    if (!readOnly) await begun;
    value = await work(tx);
    await begun;
    close();
    if (readOnly && !hasFailed() && record.commits.length + record.endings.length === 0) {
      void commit(client).then(
        () => giveBack(false),
        () => giveBack(true),
      );
      return value;
    }
    await commit(client);
    giveBack(false);
  } catch (error) {
    close();
    await abandon(client, error);
    signal?.removeEventListener("abort", drop);
    await runAfterEnd(record, error instanceof DatabaseGone && error.maybeCommitted ? "unknown" : "rolled back", db.log);
    throw error;
  }
  await runAfterEnd(record, "committed", db.log);
  return value;
}

async function commit(client: PoolClient): Promise<void> {
  const { command } = await send(client, "commit").catch((error: unknown) => {
    throw error instanceof DatabaseGone ? new DatabaseGone(error.cause, true) : error;
  });
  // PostgreSQL answers COMMIT with ROLLBACK, and no error, if a statement had failed before.
  if (command !== "COMMIT") throw new Error("the error of a statement was swallowed inside the transaction: all was rolled back");
}

/** Rolls back and gives the connection back, or drops it if it can no longer be trusted. */
async function abandon(client: PoolClient, error: unknown): Promise<void> {
  if (error instanceof DatabaseGone) return client.release(true);
  try {
    await send(client, "rollback");
    client.release();
  } catch {
    client.release(true);
  }
}
