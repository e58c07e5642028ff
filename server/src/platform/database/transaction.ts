import type { PoolClient } from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import { collectAfterCommit, runAfterCommit } from "./after-commit.ts";
import { send, txOver, type Tx } from "./connection.ts";
import { DatabaseGone, goneOr, isBusy } from "./gone.ts";
import type { Db } from "./pool.ts";
import { openingSql, type Scope, type TransactionOptions } from "./scope.ts";
import { carryVault } from "./vault-of.ts";

const MAX_TRIES = 4;

/**
 * Runs `work` in one transaction under the role `amaliyat_app` and the given scope, and commits; whatever `work` throws
 * rolls back. Serialization failures and deadlocks run `work` again, up to three times: it must have no effect outside
 * the transaction (use `afterCommit`). Throws `DatabaseGone` if the database does not answer.
 */
export async function transaction<T>(db: Db, scope: Scope, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  return repeated(db, openingSql(scope, options), work);
}

/** The same as the owner of the tables and past row-level security: partitions, retention, seeds; never for a request. */
export async function ownerTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  return repeated(db, openingSql(null, options), work);
}

async function repeated<T>(db: Db, opening: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await once(db, opening, work);
    } catch (error) {
      if (tried === MAX_TRIES || !isBusy(error)) throw error;
      await sleep(Math.random() * 10 * 2 ** tried);
    }
  }
}

async function once<T>(db: Db, opening: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await db.pool.connect().catch((error: unknown) => {
    throw goneOr(error);
  });
  const { tx, close } = txOver(client);
  carryVault(tx, db.vault);
  const callbacks = collectAfterCommit(tx);
  let value: T;
  try {
    await send(client, opening);
    value = await work(tx);
    close();
    await commit(client);
    client.release();
  } catch (error) {
    close();
    await abandon(client, error);
    throw error;
  }
  await runAfterCommit(callbacks, db.log);
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
