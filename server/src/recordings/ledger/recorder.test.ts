import { recordings } from "@amaliyat/contract/recordings";
import { address } from "@amaliyat/contract/route";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { MediaEvent } from "../../media/index.ts";
import { openDatabase } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { startTestRoom, temporaryData, type TestRoom } from "../../testing/test-room.ts";
import { makeCamera, planCamera } from "../../testing/things/things.ts";
import { recorderOf } from "../testing/recorder-of.ts";

const log = makeLog("silent");
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const fresh = async (stack: AsyncDisposableStack) => ({ db: room.database.db, folder: stack.use(await temporaryData()).path });
const gapOf = (cameraId: string, n: number, isOver = true): MediaEvent => ({
  kind: "gap",
  cameraId,
  from: n * 1_000,
  to: isOver ? n * 1_000 + 500 : null,
  cause: "connection_lost",
});
const gapsOf = async (cameraId: string): Promise<number[]> => {
  const { rows } = await room.database.db.pool.query<{ n: number }>(
    "select extract(epoch from from_at)::int as n from gap where camera_id = $1 and to_at is not null order by 1",
    [cameraId],
  );
  return rows.map(({ n }) => n);
};
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

it("more events than memory has room for are stored all the same", async () => {
  await using stack = new AsyncDisposableStack();
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "busy");
  const holder = await room.database.db.pool.connect();
  await holder.query("begin; lock table gap in access exclusive mode");
  const recorder = await recorderOf(stack, { ...(await fresh(stack)), maxWaiting: 20 });
  for (const n of upTo(200)) recorder.receive(gapOf(cameraId, n));
  await sleep(50);
  await holder.query("commit");
  holder.release();
  await vi.waitFor(async () => expect(await gapsOf(cameraId)).toEqual(upTo(200)), { timeout: 20_000 });
});

it("gaps of a run that never saw the database are stored by the next one, once and in their order", async () => {
  await using stack = new AsyncDisposableStack();
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "alone");
  const dead = stack.use(openDatabase({ url: "postgres://nobody@127.0.0.1:9/none", log, connectTimeoutMs: 200 }));
  const { path: folder } = stack.use(await temporaryData());
  {
    await using first = new AsyncDisposableStack();
    const recorder = await recorderOf(first, { db: dead, folder });
    for (const n of upTo(30)) {
      recorder.receive(gapOf(cameraId, n, false));
      recorder.receive(gapOf(cameraId, n));
    }
  }
  expect(await gapsOf(cameraId)).toEqual([]);
  const next = await recorderOf(stack, { db: room.database.db, folder, isBegun: false });
  expect(await next.journal.replay("recordings.gaps")).toHaveLength(60);
  next.begin(room.database.db);
  await vi.waitFor(async () => expect(await gapsOf(cameraId)).toEqual(upTo(30)), { timeout: 10_000 });
  await next[Symbol.asyncDispose]();
  expect(await next.journal.replay("recordings.gaps")).toEqual([]);
});

it("a row without an end gets one where its file is gone, and a file without a picture a row that retention deletes", async () => {
  await using stack = new AsyncDisposableStack();
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "torn");
  const started = Date.parse("2026-01-02T03:04:05Z");
  const path = (at: number): string => `${cameraId}/2026-01-02/03/${at}-main.mp4`;
  await room.database.db.pool.query(
    "insert into segment (segment_id, camera_id, path, started_at) values (gen_random_uuid(), $1, $2, $3)",
    [cameraId, path(started), new Date(started)],
  );
  const recorder = await recorderOf(stack, { ...(await fresh(stack)), isBegun: false });
  await mkdir(join(recorder.root, `${cameraId}/2026-01-02/03`), { recursive: true });
  await writeFile(join(recorder.root, path(started + 10_000)), "torn");
  const old = new Date(Date.now() - 120_000);
  await utimes(join(recorder.root, path(started + 10_000)), old, old);
  recorder.begin(room.database.db);
  await vi.waitFor(async () => {
    const { rows } = await room.database.db.pool.query<{ path: string }>(
      "select path from segment where camera_id = $1 and ended_at = started_at and frames = 0 order by path",
      [cameraId],
    );
    expect(rows.map((row) => row.path)).toEqual([path(started), path(started + 10_000)]);
  });
});

it("an event that cannot be kept costs no other", async () => {
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "unlucky");
  const opened = (path: string): MediaEvent => ({ kind: "segment-opened", cameraId, path, startedAt: Date.now() });
  await room.database.db.pool.query("alter table segment add constraint unlucky check (path <> 'unlucky')");
  await using stack = new AsyncDisposableStack();
  const recorder = await recorderOf(stack, await fresh(stack));
  for (const path of ["one", "two", "unlucky", "three"]) recorder.receive(opened(path));
  await vi.waitFor(async () => {
    const { rows } = await room.database.db.pool.query<{ path: string }>("select path from segment where camera_id = $1 order by path", [
      cameraId,
    ]);
    expect(rows.map(({ path }) => path)).toEqual(["one", "three", "two"]);
  });
});

it("a server without a recorder shows no picture, and says so before a socket opens", async () => {
  const { cameraId } = await makeCamera(room, "SU1", "unseen");
  const operator = await room.as("operator");
  const { viewId } = await operator.must(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } });
  expect((await operator.socket(address(recordings.watch, { viewId }, {}))).status).toBe(503);
});
