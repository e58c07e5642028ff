import { Client } from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { SYSTEM, transaction } from "../database/index.ts";
import { cloneDatabase, type TestDatabase } from "../testing/database.ts";
import { OUTSIDE_AT_ONCE, type OutsideLine } from "./define-job.ts";
import { defineJob, enqueue, startJobs, waitingOutside, type Job } from "./index.ts";

let room: TestDatabase;
beforeAll(async () => {
  room = await cloneDatabase();
});
afterAll(() => room[Symbol.asyncDispose]());

const payload = z.object({ id: z.string() });
const nothing = (name: string) => defineJob(name, payload, { maxAttempts: 1 }, async () => undefined);
const work = (tasks: readonly Job<unknown>[]): Promise<AsyncDisposable> =>
  startJobs({ url: room.url, tasks, concurrency: 2, log: room.db.log });

/** Counts the questions to the queue of this process. */
function countQuestions() {
  const spy = vi.spyOn(Client.prototype, "query");
  const count = (): number => spy.mock.calls.filter(([question]) => JSON.stringify(question ?? "").includes("_private_jobs")).length;
  return { count, reset: () => spy.mockClear(), [Symbol.dispose]: () => spy.mockRestore() };
}

test("the workers of an idle room ask the queue about once a second, all together", async () => {
  const lines = Object.keys(OUTSIDE_AT_ONCE) as OutsideLine[];
  using questions = countQuestions();
  await using _ = await work([nothing("test.own"), ...lines.map((line) => waitingOutside(line, nothing(`test.${line}`)))]);
  // Each worker asks once when it starts.
  await vi.waitFor(() => expect(questions.count()).toBeGreaterThan(80), { timeout: 10_000 });
  await sleep(50);
  questions.reset();
  // Real time: the pace of an idle room is the subject. Usually 5 in five seconds; 180 before.
  for (const end = performance.now() + 5_000; performance.now() < end;) await sleep(50);
  expect(questions.count()).toBeLessThan(18);
});

test("jobs that fall due in one moment begin together, though nobody tells of it", async () => {
  const answer = Promise.withResolvers<void>();
  const begun: string[] = [];
  const hanging = defineJob("test.hang", payload, { maxAttempts: 1 }, async ({ id }) => {
    begun.push(id);
    await answer.promise;
  });
  await using _ = await work([waitingOutside("partners", hanging)]);
  const runAt = new Date(Date.now() + 1_000);
  await transaction(room.db, SYSTEM, async (tx) => {
    for (let n = 0; n < 10; n++) await enqueue(tx, hanging, { id: String(n) }, { runAt });
  });
  try {
    // Usually 2 s.
    await vi.waitFor(() => expect(begun).toHaveLength(10), { timeout: 20_000 });
  } finally {
    answer.resolve();
  }
});
