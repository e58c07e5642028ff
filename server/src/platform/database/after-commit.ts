import type { QueryExecutor } from "kysely";
import type { Log } from "../log.ts";
import type { Tx } from "./connection.ts";

type Callback = () => void | Promise<void>;

/** By executor, because a transaction that a feature narrowed to its tables is another object over the same executor. */
const waiting = new WeakMap<QueryExecutor, Callback[]>();

/** Starts to collect what waits for this transaction's commit. */
export function collectAfterCommit(tx: Tx): Callback[] {
  const callbacks: Callback[] = [];
  waiting.set(tx.getExecutor(), callbacks);
  return callbacks;
}

/**
 * Runs `callback` once the transaction has committed, in the order of registration; never if it rolls back or is tried again.
 * What it throws is logged and changes nothing for the caller, whose work is already kept.
 */
export function afterCommit(tx: { getExecutor(): QueryExecutor }, callback: Callback): void {
  const callbacks = waiting.get(tx.getExecutor());
  if (callbacks === undefined) throw new Error("afterCommit needs a transaction of platform/database");
  callbacks.push(callback);
}

/** Runs what was collected. */
export async function runAfterCommit(callbacks: readonly Callback[], log: Log): Promise<void> {
  for (const callback of callbacks) {
    try {
      await callback();
    } catch (error) {
      log.error({ err: error }, "a step after the commit failed");
    }
  }
}
