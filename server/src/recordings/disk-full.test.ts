import { recordings } from "@amaliyat/contract/recordings";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { startTestRoom, temporaryData, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";
import { recorderOf } from "./testing/recorder-of.ts";

let room: TestRoom;
let cameraId = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  ({ cameraId } = await makeCamera(room, "SU1", "gate"));
  // Error of PostgreSQL when it can write no more (SQLSTATE 53100, class 53: insufficient resources).
  await room.database.db.pool.query(`
    create sequence refusals; grant usage on sequence refusals to public;
    create function no_space() returns trigger language plpgsql as
      $$ begin perform nextval('public.refusals'); raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
});
afterAll(() => room[Symbol.asyncDispose]());
const fill = (table: string) =>
  room.database.db.pool.query(`create trigger full_disk before insert on ${table} for each statement execute function no_space()`);
const free = async () => {
  for (const table of ["segment", "log_entry"]) await room.database.db.pool.query(`drop trigger if exists full_disk on ${table}`);
};
beforeEach(free);

it("a disk of the database that is full stops commands with a code, keeps nothing by halves, and ends when there is room", async () => {
  const operator = await room.as("operator");
  const body = { cameraId, stream: "main", purpose: "road_traffic" } as const;
  const before = (await logEntries(room)).length;
  await fill("log_entry");
  expect(await operator.ask(recordings.openLive, { body })).toMatchObject({ error: { status: 503, code: "database.unavailable" } });
  expect((await room.database.db.pool.query("select from live_view")).rowCount).toBe(0);
  await free();
  expect(await logEntries(room)).toHaveLength(before);
  expect(await operator.code(recordings.openLive, { body })).toBe("ok");
});

it("what the recorder says meanwhile waits, and is kept once there is room", async () => {
  const kept = async () => (await room.database.db.pool.query("select from segment")).rowCount;
  await fill("segment");
  await using stack = new AsyncDisposableStack();
  const recorder = await recorderOf(stack, { db: room.database.db, folder: stack.use(await temporaryData()).path });
  for (const startedAt of [1_800_000_000_000, 1_800_000_010_000])
    recorder.receive({ kind: "segment-opened", cameraId, path: `${cameraId}/${startedAt}-main.mp4`, startedAt, codec: "avc1.4d400c" });
  // No rollback takes back the number that a sequence gave.
  const refused = async () => Number((await room.database.db.pool.query("select nextval('refusals') as n")).rows[0]?.n);
  const before = await refused();
  let asked = 0;
  await vi.waitFor(async () => expect((await refused()) - before - ++asked).toBeGreaterThan(1), { timeout: 10_000 });
  expect(await kept()).toBe(0);
  await free();
  await vi.waitFor(async () => expect(await kept()).toBe(2), { timeout: 5_000 });
});
