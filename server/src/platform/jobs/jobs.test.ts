import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";

import { LOCKS, SYSTEM, transaction } from "../database/index.ts";
import { cloneDatabase, type TestDatabase } from "../testing/database.ts";
import { OUTSIDE_AT_ONCE } from "./define-job.ts";
import { defineJob, enqueue, startJobs, waitingOutside, type CronEntry, type Job } from "./index.ts";

let room: TestDatabase;
beforeAll(async () => {
  room = await cloneDatabase();
});
afterAll(() => room[Symbol.asyncDispose]());

const ran: string[] = [];
beforeEach(async () => {
  ran.length = 0;
  await room.db.pool.query("delete from graphile_worker._private_jobs");
});

const payload = z.object({ id: z.string() });
const note = defineJob("test.note", payload, { maxAttempts: 1 }, async ({ id }) => void ran.push(id));

const work = (tasks: readonly Job<unknown>[] = [note], cron: readonly CronEntry[] = []): Promise<AsyncDisposable> =>
  startJobs({ url: room.url, tasks, cron, concurrency: 2, log: room.db.log });

const left = async (): Promise<number> => (await room.db.pool.query("select from graphile_worker._private_jobs")).rowCount ?? 0;

test("a job runs once after the commit and never after a rollback", async () => {
  await using _ = await work();
  await transaction(room.db, SYSTEM, async (tx) => {
    await enqueue(tx, note, { id: "kept" });
    await sleep(50);
    expect(ran).toEqual([]);
  });
  const undone = transaction(room.db, SYSTEM, async (tx) => {
    await enqueue(tx, note, { id: "undone" });
    throw new Error("no");
  });
  await expect(undone).rejects.toThrow("no");
  await vi.waitFor(async () => expect(await left()).toBe(0));
  expect(ran).toEqual(["kept"]);
});

test("two worker processes share the jobs and run each once", async () => {
  await using one = await work();
  await using two = await work();
  const ids = Array.from({ length: 40 }, (_none, n) => String(n).padStart(2, "0"));
  await transaction(room.db, SYSTEM, async (tx) => {
    for (const id of ids) await enqueue(tx, note, { id });
  });
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 5_000 });
  expect(ran.toSorted()).toEqual(ids);
  expect(one).not.toBe(two);
});

test("jobs that wait for others hold up neither the rest nor one another", async () => {
  const answer = Promise.withResolvers<void>();
  const begun: string[] = [];
  const hanging = defineJob("test.hang", payload, { maxAttempts: 1 }, async ({ id }) => {
    begun.push(id);
    if (id !== "20") await answer.promise;
    ran.push(id);
  });
  await transaction(room.db, SYSTEM, async (tx) => {
    for (let n = 1; n <= 20; n++) await enqueue(tx, hanging, { id: String(n) });
    await enqueue(tx, note, { id: "own" });
  });
  await using _ = await work([note, waitingOutside("partners", hanging)]);
  try {
    await vi.waitFor(() => expect([ran.toSorted(), begun.length]).toEqual([["20", "own"], 20]), { timeout: 10_000 });
  } finally {
    answer.resolve();
  }
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 10_000 });
});

test("jobs that wait for one kind of party do not hold up those that wait for another", async () => {
  const answer = Promise.withResolvers<void>();
  let begun = 0;
  const hanging = defineJob("test.hang", payload, { maxAttempts: 1 }, async () => {
    begun += 1;
    await answer.promise;
  });
  await transaction(room.db, SYSTEM, async (tx) => {
    for (let n = 1; n <= 30; n++) await enqueue(tx, hanging, { id: String(n) });
    await enqueue(tx, note, { id: "place" });
  });
  await using _ = await work([waitingOutside("partners", hanging), waitingOutside("places", note)]);
  try {
    await vi.waitFor(() => expect([ran, begun]).toEqual([["place"], 24]), { timeout: 10_000 });
  } finally {
    answer.resolve();
  }
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 10_000 });
});

test("all workers of all lines leave the connections of the database to the room", async () => {
  const lines = Object.keys(OUTSIDE_AT_ONCE) as (keyof typeof OUTSIDE_AT_ONCE)[];
  const outside = (line: (typeof lines)[number]) =>
    waitingOutside(
      line,
      defineJob(`test.${line}`, payload, { maxAttempts: 1 }, async ({ id }) => void ran.push(id)),
    );
  const jobs = lines.map(outside);
  const workers = Object.values(OUTSIDE_AT_ONCE).reduce((sum, each) => sum + each, 0);
  await using _ = await work([note, ...jobs]);
  await transaction(room.db, SYSTEM, async (tx) => {
    for (const job of jobs) for (let n = 0; n < 60; n++) await enqueue(tx, job, { id: String(n) });
  });
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 20_000 });
  expect(ran).toHaveLength(60 * lines.length);
  const { rowCount } = await room.db.pool.query(
    "select from pg_stat_activity where application_name = 'amaliyat jobs' and datname = current_database()",
  );
  expect(rowCount).toBeLessThan(20);
  expect(workers).toBeGreaterThan(80);
});

test("a job under the same key replaces the one that waits", async () => {
  for (const id of ["old", "new"]) await transaction(room.db, SYSTEM, (tx) => enqueue(tx, note, { id }, { key: "one" }));
  await using _ = await work();
  await vi.waitFor(async () => expect(await left()).toBe(0));
  expect(ran).toEqual(["new"]);
});

test("a job for later waits", async () => {
  await transaction(room.db, SYSTEM, (tx) => enqueue(tx, note, { id: "later" }, { runAt: new Date(Date.now() + 3_600_000) }));
  await using _ = await work();
  await sleep(50);
  expect([ran, await left()]).toEqual([[], 1]);
});

test("a failure is tried as often as the policy says, and the job is told which try it is", async () => {
  const tries: unknown[] = [];
  const failing = defineJob("test.fail", payload, { maxAttempts: 2 }, async (_given, { attempt, isLastAttempt }) => {
    tries.push([attempt, isLastAttempt]);
    throw new Error("not yet");
  });
  await using _ = await work([failing]);
  await transaction(room.db, SYSTEM, (tx) => enqueue(tx, failing, { id: "x" }));
  await vi.waitFor(async () => {
    const { rows } = await room.db.pool.query("select last_error from graphile_worker._private_jobs where locked_at is null");
    expect(rows).toEqual([{ last_error: "not yet" }]);
  });
  await room.db.pool.query("select graphile_worker.reschedule_jobs(array(select id from graphile_worker._private_jobs), run_at => now())");
  await vi.waitFor(
    () =>
      expect(tries).toEqual([
        [1, false],
        [2, true],
      ]),
    { timeout: 5_000 },
  );
});

test("a payload is checked when it is enqueued and again when it runs", async () => {
  const untyped: Job<unknown> = note;
  await expect(transaction(room.db, SYSTEM, (tx) => enqueue(tx, untyped, { id: 1 }))).rejects.toThrow(/expected string/);
  await using _ = await work();
  await room.db.pool.query(`select graphile_worker.add_job('test.note', '{"id":1}', max_attempts => 1)`);
  await vi.waitFor(async () => {
    const { rows } = await room.db.pool.query("select last_error from graphile_worker._private_jobs");
    expect(rows).toEqual([{ last_error: expect.stringContaining("expected string") }]);
  });
  expect(ran).toEqual([]);
});

test("a job that was locked by a killed worker is free again at the next start, not after four hours", async () => {
  await transaction(room.db, SYSTEM, (tx) => enqueue(tx, note, { id: "orphan" }, { queue: "line" }));
  await room.db.pool.query(`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'killed', attempts = 0;
    update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'killed'`);
  await using _ = await work();
  await vi.waitFor(() => expect(ran).toEqual(["orphan"]), { timeout: 10_000 });
});

const TIMING = { beatMs: 100, goneMs: 1_000, startMs: 500 };
const started = (job: Job<unknown>): Promise<AsyncDisposable> =>
  startJobs({ url: room.url, tasks: [job], concurrency: 2, log: room.db.log }, TIMING);

test("what a killed worker locked, with its queue, is free again while another worker lives", async () => {
  await using _ = await started(note);
  await transaction(room.db, SYSTEM, async (tx) => {
    await enqueue(tx, note, { id: "orphan" }, { queue: "of the killed", runAt: new Date(Date.now() + 3_600_000) });
  });
  await room.db.pool.query(`
    update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'killed' where queue_name = 'of the killed';
    update graphile_worker._private_jobs set run_at = now(), locked_at = now(), locked_by = 'killed'`);
  await transaction(room.db, SYSTEM, (tx) => enqueue(tx, note, { id: "behind it" }, { queue: "of the killed" }));
  // Usually 1.5 s, and up to 2 s until an idle worker looks.
  await vi.waitFor(() => expect(ran).toEqual(["orphan", "behind it"]), { timeout: 20_000 });
});

test("a worker that lives keeps its job while another lives and one starts, also when its lock's connection is cut", async () => {
  const allowed = Promise.withResolvers<void>();
  let begun = 0;
  const slow = defineJob("test.slow", payload, { maxAttempts: 3 }, async ({ id }) => {
    begun += 1;
    await allowed.promise;
    ran.push(id);
  });
  await using one = await started(slow);
  await transaction(room.db, SYSTEM, (tx) => enqueue(tx, slow, { id: "whole" }, { queue: "kept" }));
  await vi.waitFor(() => expect(begun).toBe(1), { timeout: 10_000 });
  const locks = async (): Promise<number> => {
    const { rows } = await room.db.pool.query<{ pid: number }>(
      `select distinct pid from pg_stat_activity join pg_locks l using (pid) join graphile_worker._private_jobs j
         on l.locktype = 'advisory' and l.objid::bigint = hashtext(j.locked_by)::bigint & 4294967295 and l.classid = ${LOCKS.workers}
       where datname = current_database()`,
    );
    return rows[0]?.pid ?? 0;
  };
  const before = await locks();
  expect(before).toBeGreaterThan(0);
  await room.db.pool.query("select pg_terminate_backend($1)", [before]);
  await using two = await started(slow);
  await vi.waitFor(async () => expect([0, before]).not.toContain(await locks()), { timeout: 10_000 });
  // Real time: longer than a worker may be gone is the subject.
  for (const end = performance.now() + 2 * TIMING.goneMs; performance.now() < end;) await sleep(50);
  expect(begun).toBe(1);
  allowed.resolve();
  await vi.waitFor(async () => expect([ran, await left()]).toEqual([["whole"], 0]), { timeout: 10_000 });
  expect(one).not.toBe(two);
});

test("workers come back by themselves after the database cut them off", { repeats: 9 }, async () => {
  await using _ = await work();
  await room.db.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await vi.waitFor(() => transaction(room.db, SYSTEM, (tx) => enqueue(tx, note, { id: "after" })));
  await vi.waitFor(() => expect(ran).toEqual(["after"]), { timeout: 15_000 });
});

test("a database that dies while the end of a job is written down ends nothing but the workers, who come back", async () => {
  // No rollback takes back the number that a sequence gave.
  await room.db.pool.query(`
    create sequence deaths;
    create function dies() returns trigger language plpgsql as $$
      begin perform nextval('public.deaths'); raise 'unexpected postmaster exit' using errcode = '57P01'; end $$;
    create trigger dies before delete on graphile_worker._private_jobs for each row execute function dies()`);
  await using _ = await work();
  await transaction(room.db, SYSTEM, (tx) => enqueue(tx, note, { id: "cut off" }));
  await vi.waitFor(() => expect(ran).toEqual(["cut off"]));
  await vi.waitFor(async () => expect((await room.db.pool.query("select is_called from deaths")).rows).toEqual([{ is_called: true }]));
  await room.db.pool.query("drop function dies() cascade; drop sequence deaths");
  await transaction(room.db, SYSTEM, (tx) => enqueue(tx, note, { id: "after" }));
  await vi.waitFor(() => expect(ran).toContain("after"), { timeout: 5_000 });
});

test("the end waits for the job under way", async () => {
  const allowed = Promise.withResolvers<void>();
  const slow = defineJob("test.slow", payload, { maxAttempts: 1 }, async ({ id }) => {
    await allowed.promise;
    ran.push(id);
  });
  const jobs = await work([slow]);
  await transaction(room.db, SYSTEM, (tx) => enqueue(tx, slow, { id: "whole" }));
  await vi.waitFor(async () =>
    expect((await room.db.pool.query("select from graphile_worker._private_jobs where locked_at is not null")).rowCount).toBe(1),
  );
  let isOver = false;
  const ending = jobs[Symbol.asyncDispose]().then(() => (isOver = true));
  expect([isOver, await left(), isOver]).toEqual([false, 1, false]);
  allowed.resolve();
  await ending;
  expect([ran, await left()]).toEqual([["whole"], 0]);
});

test("a clock entry is known to the queue; a wrong one and a name used twice are refused", async () => {
  await using _ = await work([note], [{ job: note, at: "0 3 * * *", payload: { id: "night" } }]);
  await vi.waitFor(async () => {
    const { rows } = await room.db.pool.query("select identifier from graphile_worker._private_known_crontabs");
    expect(rows).toEqual([{ identifier: "test.note" }]);
  });
  await expect(work([note], [{ job: note, at: "at three" }])).rejects.toThrow();
  await expect(work([note, note])).rejects.toThrow(/two jobs/);
});
