import { archive } from "@amaliyat/contract/archive";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeLog } from "../platform/log.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

const lines: string[] = [];
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", log: makeLog("trace", { write: (line) => void lines.push(line) }) });
  // The function fails in the statement that it makes of the words, as one that the database stops does.
  await room.database.db.pool.query(`
    create or replace function amaliyat_search_interventions(asked jsonb, most integer) returns table (found_id uuid, found_in text)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
    begin return query execute format('select * from nowhere where words = %L', asked -> 'words'); end $$`);
});
afterAll(() => room[Symbol.asyncDispose]());

it("a search that fails is in the log with its words, and no line of the process has them", async () => {
  const dispatcher = await room.as("dispatcher");
  expect(await dispatcher.code(archive.search, { body: { words: "zohra benali", byPlace: false } })).toBe("server.failed");
  const logged = (await logEntries(room)).filter(({ type }) => type === "archive.searched");
  expect(logged).toMatchObject([
    {
      actor_name: "dispatcher",
      outcome: "refused",
      refusal_code: "server.failed",
      detail: { q: "zohra benali", sources: ["intervention", "call", "report", "bolo"] },
    },
  ]);
  expect(lines.some((line) => line.includes("a handler failed"))).toBe(true);
  expect(lines.filter((line) => /zohra|benali/iu.test(line))).toEqual([]);
});

it("a search that failed is answered when its sender asks again under the same key", async () => {
  const dispatcher = await room.as("dispatcher");
  const asked = { body: { words: "mehdi saadi", byPlace: false }, once: "a-key-of-the-palette" };
  expect(await dispatcher.code(archive.search, asked)).toBe("server.failed");
  await room.database.db.pool.query(`
    create or replace function amaliyat_search_interventions(asked jsonb, most integer) returns table (found_id uuid, found_in text)
    language sql stable security definer set search_path = public, pg_temp as $$ select null::uuid, null::text where false $$`);
  expect(await dispatcher.must(archive.search, asked)).toMatchObject({ rows: [] });
});
