import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { run, type Runner, type WorkerPool } from "graphile-worker";
import { Pool } from "pg";
import { connectionOf, SESSION_OPTIONS } from "../database/index.ts";
import { wakeForDue, type WakeableLine } from "./due-jobs.ts";
import { enter, PRESENCE_TIMING, type Presence, type PresenceTiming } from "./presence.ts";
import { linesOf, runnerOptions, type JobsOptions } from "./runner-options.ts";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/**
 * Connections of all lines, beside one for each line that listens. A worker needs one while it takes or ends a job, and none while the job
 * waits for another party. One for each of 87 workers used up the connections of the database.
 */
const AT_ONCE = 8;

/**
 * Runs the jobs of this process until it is disposed, which waits for those under way. If the database goes away the
 * workers start again by themselves; the first start fails with its error.
 */
export async function startJobs(options: JobsOptions, timing = PRESENCE_TIMING): Promise<AsyncDisposable> {
  const ending = new AbortController();
  const work = keepWorking(await begin(options, { timing, over: [], isFirst: true }), options, timing, ending.signal);
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await work;
    },
  };
}

type Working = {
  readonly runners: readonly Runner[];
  readonly pool: Pool;
  readonly presence: Presence;
  readonly waking: AsyncDisposable;
  readonly broken: Promise<void>;
};
type Entering = { readonly timing: PresenceTiming; readonly over: readonly string[]; readonly isFirst: boolean };

async function begin(options: JobsOptions, entering: Entering): Promise<Working> {
  const presence = await enter({ url: options.url, log: options.log, ...entering });
  const lines = linesOf(options);
  const pool = openPool(options, lines.length + AT_ONCE);
  const runners: Runner[] = [];
  const wakeable: WakeableLine[] = [];
  const broken = Promise.withResolvers<void>();
  try {
    for (const line of lines) {
      let workers: WorkerPool | null = null;
      const note = (given: WorkerPool | null): void => void (workers = given);
      runners.push(await run(runnerOptions(line, { pool, presence, workers: note, broken: broken.resolve })));
      wakeable.push({
        tasks: line.tasks.map(({ name }) => name),
        wake: (count) => workers?.nudge(Math.min(count, line.concurrency)),
      });
    }
    return { runners, pool, presence, waking: wakeForDue(pool, wakeable, options.log), broken: broken.promise };
  } catch (error) {
    await stopAll(runners);
    await pool.end();
    presence.leave();
    await presence[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * The queue's connections are ours and not its own. At its end the queue closes its own pool before the end of the last job is stored
 * (graphile-worker 0.18.0). That job would stay locked and run again.
 */
function openPool({ url, log }: JobsOptions, max: number): Pool {
  const pool = new Pool({
    ...connectionOf(url),
    max,
    application_name: "amaliyat jobs",
    keepAlive: true,
    options: SESSION_OPTIONS,
  });
  pool.on("error", (error) => log.warn({ reason: error.message }, "jobs: connection lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

async function closePool(pool: Pool): Promise<void> {
  do await turn();
  while (pool.waitingCount > 0);
  await pool.end();
}

async function keepWorking(first: Working, options: JobsOptions, timing: PresenceTiming, ending: AbortSignal): Promise<void> {
  let working: Working | null = first;
  let over: readonly string[] = [];
  for (let pauseMs = FIRST_PAUSE_MS; ;) {
    if (working !== null) {
      await untilOver(working, ending);
      if (ending.aborted) return;
      pauseMs = FIRST_PAUSE_MS;
      over = [...over, ...working.presence.workers()];
    }
    await sleep(pauseMs, undefined, { signal: ending }).catch(() => undefined);
    if (ending.aborted) return;
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    working = await begin(options, { timing, over, isFirst: false }).catch((error: unknown) => {
      options.log.warn({ err: error }, "jobs: workers not restarted, retrying");
      return null;
    });
  }
}

/** Stops all lines. A stop rejects if its line has stopped already; else it resolves when the jobs under way have ended. */
const stopAll = (runners: readonly Runner[]): Promise<unknown> => Promise.all(runners.map((one) => one.stop().catch(() => undefined)));

/** Until we are asked to end, or a line is broken, or the queue stops by itself, as it does when its database goes. */
async function untilOver({ runners, pool, presence, waking, broken }: Working, ending: AbortSignal): Promise<void> {
  const stopped = runners.map((runner) => runner.promise.catch(() => undefined));
  const asked = Promise.withResolvers<void>();
  const ask = (): void => {
    presence.leave();
    asked.resolve();
  };
  ending.addEventListener("abort", ask, { once: true });
  if (ending.aborted) ask();
  await Promise.race([...stopped, broken, asked.promise]);
  await waking[Symbol.asyncDispose]();
  await stopAll(runners);
  await Promise.all(stopped);
  await closePool(pool);
  await presence[Symbol.asyncDispose]();
  ending.removeEventListener("abort", ask);
}
