import { theRoom } from "@amaliyat/contract/room";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { testClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  await room.database.db.pool.query(`
    create function no_space() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
});
afterAll(() => room[Symbol.asyncDispose]());
// Real time: an answer is given again for a second.
beforeEach(() => new Promise((resolve) => setTimeout(resolve, 1_050)));

const health = async () => {
  const answer = await fetch(new URL("/api/health", room.url));
  return [answer.status, ((await answer.json()) as { code?: string }).code ?? "ok"];
};
const sql = (text: string) => room.database.db.pool.query(text);

it("is 200 where a command would be kept, leaves nothing behind, and tries once a second however many ask", async () => {
  const before = (await logEntries(room)).length;
  // No rollback takes back what a sequence gave.
  await sql(`
    create sequence tries; grant usage on sequence tries to public;
    create function count_try() returns trigger language plpgsql as $$ begin perform nextval('public.tries'); return null; end $$;
    create trigger count_tries after insert on log_entry for each statement execute function count_try()`);
  const begun = performance.now();
  const answers = await Promise.all(Array.from({ length: 50 }, health));
  expect(new Set(answers.map(String))).toEqual(new Set(["200,ok"]));
  const tries = Number((await sql("select nextval('tries') as n")).rows[0]?.n) - 1;
  expect(tries).toBeGreaterThan(0);
  expect(tries).toBeLessThanOrEqual(1 + (performance.now() - begun) / 1_000);
  await sql("drop trigger count_tries on log_entry");
  expect(await logEntries(room)).toHaveLength(before);
});

it("is 503 where the log takes nothing, and where the database only reads, and says which", async () => {
  await sql("create trigger full_disk before insert on log_entry for each statement execute function no_space()");
  expect(await health()).toEqual([503, "database.unavailable"]);
  await sql("drop trigger full_disk on log_entry");
  const name = new URL(room.database.url).pathname.slice(1);
  await sql(`alter database ${name} set default_transaction_read_only = on`);
  // Connections that are open keep what they had: they are closed, and made again.
  const others = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  await sql(others).catch(() => undefined);
  await vi.waitFor(async () => expect((await health())[0]).toBe(503), { timeout: 10_000, interval: 300 });
  await sql("set default_transaction_read_only = off").catch(() => undefined);
  await sql(`begin read write; alter database ${name} reset default_transaction_read_only; commit`);
  await sql(others).catch(() => undefined);
  await vi.waitFor(async () => expect(await health()).toEqual([200, "ok"]), { timeout: 10_000, interval: 300 });
});

it("shows disks to the roles that look after them, and to no other", async () => {
  const { volumes } = await (await room.as("technician")).must(theRoom.storage, {});
  expect(volumes.flatMap(({ holds }) => holds).toSorted()).toEqual(["database", "parts", "recordings", "uploads"]);
  expect(await (await room.as("operator")).code(theRoom.storage, {})).toBe("access.not_your_role");
  expect(await testClient(room.url).code(theRoom.storage, {})).toBe("access.not_signed_in");
});
