import { EventEmitter } from "node:events";
import { parseCronItems, type RunnerOptions, type Task, type TaskList, type WorkerEvents, type WorkerPool } from "graphile-worker";
import type { Pool } from "pg";
import type { Log } from "../log.ts";
import { OUTSIDE_AT_ONCE, type CronEntry, type Job, type OutsideLine } from "./define-job.ts";
import type { Presence } from "./presence.ts";
import { queueLog } from "./queue-log.ts";

export type JobsOptions = {
  /** A direct connection, not through a transaction pooler: the queue listens on it. */
  readonly url: string;
  readonly tasks: readonly Job<unknown>[];
  readonly cron?: readonly CronEntry[];
  /** Jobs that run at once, apart from those that wait for another party. */
  readonly concurrency: number;
  readonly log: Log;
};

/** The lines of jobs: those that wait for another party have lines of their own. */
export function linesOf(options: JobsOptions): JobsOptions[] {
  const own = { ...options, tasks: options.tasks.filter(({ waitsOutside }) => waitsOutside === undefined) };
  const outside = (Object.keys(OUTSIDE_AT_ONCE) as OutsideLine[]).map((line) => ({
    ...options,
    tasks: options.tasks.filter(({ waitsOutside }) => waitsOutside === line),
    cron: [],
    concurrency: OUTSIDE_AT_ONCE[line],
  }));
  return [own, ...outside.filter(({ tasks }) => tasks.length > 0)];
}

/**
 * Time after which an idle worker looks by itself, ms. A new job wakes one at once, and a job that falls due within a second (`wakeForDue`): this is
 * for the case that both fail.
 */
const POLL_MS = 300_000;

/**
 * Settings under which the queue awaits the stored end of each job. With a batch nobody awaits it (graphile-worker 0.18.0). A database that
 * died in that moment took the whole program with it in one of 50 kills.
 */
const AT_ONCE_AND_AWAITED = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

/** Parts of the process that the workers of a line need. */
export type LineDeps = {
  readonly pool: Pool;
  readonly presence: Presence;
  /** Called with the workers of the line, which can be woken, and with null once they end. */
  readonly workers: (pool: WorkerPool | null) => void;
  /** Called when the line takes no job any more and must start again. */
  readonly broken: () => void;
};

/**
 * Events of the queue. It names its workers itself, and each name is locked before they ask for a job. A line whose first question for a job
 * failed never gets one: the queue keeps the failed read of its tasks (graphile-worker 0.18.0).
 */
function eventsTo({ presence, workers, broken }: LineDeps, hasTasks: boolean): WorkerEvents {
  // A line without tasks has nothing to ask for, which the queue calls an error.
  let hasAsked = !hasTasks;
  const asked = (): void => void (hasAsked = true);
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => {
    presence.add(workerPool.id);
    workers(workerPool);
  });
  for (const end of ["pool:gracefulShutdown", "pool:forcefulShutdown", "pool:release"] as const) events.on(end, () => workers(null));
  events.on("worker:getJob:empty", asked);
  events.on("job:start", asked);
  events.on("worker:getJob:error", () => {
    if (!hasAsked) broken();
  });
  return events;
}

/** Options of the queue for our jobs. */
export function runnerOptions({ tasks, cron = [], concurrency, log }: JobsOptions, deps: LineDeps): RunnerOptions {
  return {
    events: eventsTo(deps, tasks.length > 0),
    // A worker asks for these before each job, and takes none before it has the answer (graphile-worker 0.18.0).
    forbiddenFlags: async () => {
      await deps.presence.present();
      return [];
    },
    pgPool: deps.pool,
    concurrency,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    preset: { worker: AT_ONCE_AND_AWAITED },
    logger: queueLog(log),
    taskList: taskList(tasks, log),
    parsedCronItems: parseCronItems(cron.map(({ job, at, payload = {} }) => ({ task: job.name, match: at, payload: { ...payload } }))),
  };
}

function taskList(jobs: readonly Job<unknown>[], log: Log): TaskList {
  const list: Record<string, Task> = {};
  for (const job of jobs) {
    if (Object.hasOwn(list, job.name)) throw new Error(`two jobs are called ${job.name}`);
    list[job.name] = (given, { job: row, abortSignal }) =>
      job.handle(withoutCron(given), {
        attempt: row.attempts,
        isLastAttempt: row.attempts >= row.max_attempts,
        signal: abortSignal ?? new AbortController().signal,
        log: log.child({ job: job.name, jobId: row.id }),
      });
  }
  return list;
}

/** The queue adds when it was due to the payload of a job that a clock started. */
function withoutCron(given: unknown): unknown {
  if (typeof given !== "object" || given === null || !("_cron" in given)) return given;
  const { _cron, ...rest } = given;
  return rest;
}
