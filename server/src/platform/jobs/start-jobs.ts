import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { run, type Runner } from "graphile-worker";
import { Pool } from "pg";
import { connectionOf, SESSION_OPTIONS } from "../database/index.ts";
import { enter } from "./presence.ts";
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
export async function startJobs(options: JobsOptions): Promise<AsyncDisposable> {
  const ending = new AbortController();
  const work = keepWorking(await begin(options), options, ending.signal);
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await work;
    },
  };
}

type Working = { readonly runners: readonly Runner[]; readonly pool: Pool; readonly presence: AsyncDisposable };

async function begin(options: JobsOptions): Promise<Working> {
  const presence = await enter(options.url, options.log);
  const lines = linesOf(options);
  const pool = openPool(options, lines.length + AT_ONCE);
  const runners: Runner[] = [];
  try {
    for (const line of lines) runners.push(await run(runnerOptions(line, pool)));
    return { runners, pool, presence };
  } catch (error) {
    await stopAll(runners);
    await pool.end();
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

async function keepWorking(first: Working, options: JobsOptions, ending: AbortSignal): Promise<void> {
  let working: Working | null = first;
  for (let pauseMs = FIRST_PAUSE_MS; ;) {
    if (working !== null) {
      await untilOver(working, ending);
      if (ending.aborted) return;
      pauseMs = FIRST_PAUSE_MS;
    }
    await sleep(pauseMs, undefined, { signal: ending }).catch(() => undefined);
    if (ending.aborted) return;
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    working = await begin(options).catch((error: unknown) => {
      options.log.warn({ err: error }, "jobs: workers not restarted, retrying");
      return null;
    });
  }
}

/** Stops all lines. A stop rejects if its line has stopped already; else it resolves when the jobs under way have ended. */
const stopAll = (runners: readonly Runner[]): Promise<unknown> => Promise.all(runners.map((one) => one.stop().catch(() => undefined)));

/** Until we are asked to end, or the queue stops by itself, as it does when its database goes. */
async function untilOver({ runners, pool, presence }: Working, ending: AbortSignal): Promise<void> {
  const stopped = runners.map((runner) => runner.promise.catch(() => undefined));
  const asked = Promise.withResolvers<void>();
  const ask = (): void => asked.resolve();
  ending.addEventListener("abort", ask, { once: true });
  if (ending.aborted) ask();
  await Promise.race([...stopped, asked.promise]);
  ending.removeEventListener("abort", ask);
  await stopAll(runners);
  await Promise.all(stopped);
  await closePool(pool);
  await presence[Symbol.asyncDispose]();
}
