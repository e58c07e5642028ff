import type { QueryResult, QueryResultRow } from "pg";
import type { Job } from "../platform/jobs/index.ts";
import { makeLog } from "../platform/log.ts";

/** A clock that goes with the world, and jumps ahead when it is told to. */
export function jumpingClock() {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  return {
    now,
    /** Jumps to a moment, unless it is past. */
    jumpTo(moment: number): void {
      ahead += Math.max(0, moment - now());
    },
    /** Goes with the world again. */
    reset(): void {
      ahead = 0;
    },
  };
}
export type JumpingClock = ReturnType<typeof jumpingClock>;

/** A pool or a client that may look into the queue. */
type Queries = { readonly query: <Row extends QueryResultRow>(text: string, values: unknown[]) => Promise<QueryResult<Row>> };

type Waiting = { readonly id: string; readonly name: string; readonly payload: unknown; readonly run_at: Date };

/**
 * Runs jobs of a room that has no worker, one after the other, each at the moment at which it is due, for so many milliseconds of the clock.
 * The clock jumps from one job to the next, so that a day takes as long as its work.
 */
export async function letPass(pool: Queries, jobs: readonly Job<unknown>[], clock: JumpingClock, ms: number): Promise<void> {
  const until = clock.now() + ms;
  const log = makeLog("silent");
  for (;;) {
    const { rows } = await pool.query<Waiting>(
      `select j.id::text, t.identifier as name, j.payload, j.run_at from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = any($1) order by j.run_at, j.id limit 1`,
      [jobs.map(({ name }) => name)],
    );
    const [next] = rows;
    if (next === undefined || next.run_at.getTime() > until) return clock.jumpTo(until);
    clock.jumpTo(next.run_at.getTime());
    await pool.query("delete from graphile_worker._private_jobs where id = $1", [next.id]);
    const job = jobs.find(({ name }) => name === next.name);
    await job?.handle(next.payload, { attempt: 1, isLastAttempt: true, signal: new AbortController().signal, log });
  }
}
