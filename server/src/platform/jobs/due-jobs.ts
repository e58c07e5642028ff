import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, QueryConfig } from "pg";
import type { Log } from "../log.ts";

/** A line of jobs whose idle workers can be woken. */
export type WakeableLine = { readonly tasks: readonly string[]; readonly wake: (workers: number) => void };

/** Due jobs that a worker could take now, by task. Of a named queue one job runs at a time. */
const DUE = `
  select t.identifier as task, (count(*) filter (where j.job_queue_id is null) + count(distinct j.job_queue_id))::int as due
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.is_available and j.run_at <= now() and (q.id is null or q.is_available) and t.identifier = any ($1::text[])
  group by t.identifier`;

/** Time between two looks, and after which one has no answer, ms. */
const [LOOK_MS, ANSWER_MS] = [1_000, 5_000];

/**
 * Wakes idle workers for jobs that fall due: one question a second for all lines. The queue tells of a job when it is added, and nobody tells when a
 * delayed one is due. 89 workers that looked each for itself asked 33 times a second.
 */
export function wakeForDue(pool: Pool, lines: readonly WakeableLine[], log: Log): AsyncDisposable {
  const ending = new AbortController();
  const tasks = lines.flatMap((line) => line.tasks);
  const look = async (): Promise<void> => {
    const question = { name: "due_jobs", text: DUE, values: [tasks], query_timeout: ANSWER_MS } as QueryConfig;
    const { rows } = await pool.query<{ task: string; due: number }>(question);
    if (ending.signal.aborted) return;
    for (const line of lines) {
      const due = rows.reduce((sum, row) => sum + (line.tasks.includes(row.task) ? row.due : 0), 0);
      if (due > 0) line.wake(due);
    }
  };
  const keepLooking = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await look().catch((error: unknown) => log.debug({ err: error }, "jobs: no look for due jobs"));
      await sleep(LOOK_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const looking = keepLooking();
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await looking;
    },
  };
}
