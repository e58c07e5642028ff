import { Client } from "pg";
import { connectionOf, LOCKS } from "../database/index.ts";
import type { Log } from "../log.ts";

/**
 * The queue keeps a job locked for four hours when its worker was killed. Each worker process therefore holds a shared lock as long as it
 * lives. A worker that finds nobody else there frees every job that is still locked, because none of them can be running. Returns the
 * presence, to be disposed at the end; it is lost with its connection.
 */
export async function enter(url: string, log: Log): Promise<AsyncDisposable> {
  const client = new Client({ ...connectionOf(url), application_name: "amaliyat worker", keepAlive: true });
  client.on("error", (error) => log.warn({ reason: error.message }, "jobs: presence lock lost"));
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [LOCKS.workers]);
  const alone = rows[0]?.alone === true;
  if (alone) await freeAll(client, log);
  await client.query("select pg_advisory_lock_shared($1)", [LOCKS.workers]);
  if (alone) await client.query("select pg_advisory_unlock($1)", [LOCKS.workers]);
  return { [Symbol.asyncDispose]: () => client.end().catch(() => undefined) };
}

async function freeAll(client: Client, log: Log): Promise<void> {
  const { rows } = await client.query<{ worker: string }>(`
    select locked_by as worker from graphile_worker._private_jobs where locked_by is not null
    union select locked_by from graphile_worker._private_job_queues where locked_by is not null`);
  if (rows.length === 0) return;
  const workers = rows.map((row) => row.worker);
  await client.query("select graphile_worker.force_unlock_workers($1::text[])", [workers]);
  log.warn({ workers }, "jobs: released from killed workers");
}
