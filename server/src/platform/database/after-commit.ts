import type { QueryExecutor } from "kysely";
import type { Log } from "../log.ts";
import type { Tx } from "./connection.ts";
import type { Db } from "./pool.ts";

type Callback = () => void | Promise<void>;

/** End of a transaction. `unknown`: the connection was lost while COMMIT was under way. */
export type Ending = "committed" | "rolled back" | "unknown";

/** The pool of one transaction, and callbacks that wait for its end. */
export type OpenRecord = { readonly db: Db; readonly commits: Callback[]; readonly endings: ((ending: Ending) => void | Promise<void>)[] };

/** By executor, because a transaction that a feature narrowed to its tables is another object over the same executor. */
const open = new WeakMap<QueryExecutor, OpenRecord>();

type Executing = { getExecutor(): QueryExecutor };

function recordOf(tx: Executing): OpenRecord {
  const record = open.get(tx.getExecutor());
  if (record === undefined) throw new Error("this needs a transaction of platform/database");
  return record;
}

/** Starts to collect what waits for this transaction's end. */
export function openRecord(tx: Tx, db: Db): OpenRecord {
  const record: OpenRecord = { db, commits: [], endings: [] };
  open.set(tx.getExecutor(), record);
  return record;
}

/** The pool that a transaction runs on. */
export const dbOf = (tx: Executing): Db => recordOf(tx).db;

/**
 * Runs `callback` once the transaction has committed, in the order of registration; never if it rolls back or is tried again. An exception
 * of the callback is logged and changes nothing for the caller, whose work is already kept.
 */
export function afterCommit(tx: Executing, callback: Callback): void {
  recordOf(tx).commits.push(callback);
}

/** Runs `callback` when the transaction has ended, however it did, before those that wait for its commit. */
export function afterEnd(tx: Executing, callback: (ending: Ending) => void | Promise<void>): void {
  recordOf(tx).endings.push(callback);
}

/** Runs what was collected. */
export async function runAfterEnd({ commits, endings }: OpenRecord, ending: Ending, log: Log): Promise<void> {
  const steps = [...endings.map((each) => () => each(ending)), ...(ending === "committed" ? commits : [])];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      log.error({ err: error }, "database: step after commit failed");
    }
  }
}
