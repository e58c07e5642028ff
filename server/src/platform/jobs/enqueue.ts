import { sql } from "kysely";
import type { Tx } from "../database/connection.ts";
import type { Job } from "./define-job.ts";

export type EnqueueOptions = {
  readonly runAt?: Date;
  /** A job that still waits under the same key is replaced by this one. */
  readonly key?: string;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
};

/** Adds a job inside the caller's transaction: it starts once that has committed, within milliseconds, and never if it rolls back. */
export async function enqueue<Payload>(
  tx: Tx,
  job: Pick<Job<Payload>, "name" | "schema" | "retry">,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  const { runAt = null, key = null, queue = null } = options;
  const body = JSON.stringify(job.schema.parse(payload));
  await sql`select amaliyat_enqueue(${job.name}, ${body}, ${job.retry.maxAttempts}, ${runAt}, ${key}, ${queue})`.execute(tx);
}

/** A job with its checked payload, to be enqueued with others. */
export type ToEnqueue = { readonly name: string; readonly body: string; readonly maxAttempts: number };

export const toEnqueue = <Payload>(job: Pick<Job<Payload>, "name" | "schema" | "retry">, payload: Payload): ToEnqueue => ({
  name: job.name,
  body: JSON.stringify(job.schema.parse(payload)),
  maxAttempts: job.retry.maxAttempts,
});

/** Adds several jobs as `enqueue` does, in one statement. */
export async function enqueueAll(tx: Tx, jobs: readonly ToEnqueue[]): Promise<void> {
  if (jobs.length === 0) return;
  await sql`
    select amaliyat_enqueue(name, body::json, "maxAttempts", null, null, null)
    from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as given (name text, body text, "maxAttempts" integer)`.execute(tx);
}
