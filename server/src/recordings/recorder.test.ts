import { recordings } from "@amaliyat/contract/recordings";
import { address } from "@amaliyat/contract/route";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { MediaEvent } from "../media/index.ts";
import { makeLog } from "../platform/log.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera, planCamera } from "../testing/things/things.ts";
import { startRecorder } from "./recorder.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

it("too many events at once cost the oldest that wait, and no more than find no room", async () => {
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "busy");
  const gap = (n: number): MediaEvent => ({ kind: "gap", cameraId, from: n * 1_000, to: n * 1_000 + 500, cause: "connection_lost" });
  const holder = await room.database.db.pool.connect();
  await holder.query("begin; lock table gap in access exclusive mode");
  const recorder = startRecorder(room.database.db, makeLog("silent"), 150);
  // The first is on its way and waits for the table; of the 199 after it 150 find room.
  recorder.receive(gap(1));
  await sleep(50);
  for (let n = 2; n <= 200; n++) recorder.receive(gap(n));
  await holder.query("commit");
  holder.release();
  const kept = async () =>
    (await room.database.db.pool.query<{ n: number }>("select extract(epoch from from_at)::int as n from gap order by 1")).rows.map(
      ({ n }) => n,
    );
  await vi.waitFor(async () => expect((await kept()).at(-1)).toBe(200), { timeout: 5_000 });
  await recorder[Symbol.asyncDispose]();
  expect(await kept()).toEqual([1, ...Array.from({ length: 150 }, (_, n) => n + 51)]);
});

it("an event that cannot be kept costs no other", async () => {
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "unlucky");
  const opened = (path: string): MediaEvent => ({ kind: "segment-opened", cameraId, path, startedAt: Date.now() });
  await room.database.db.pool.query("alter table segment add constraint unlucky check (path <> 'unlucky')");
  await using recorder = startRecorder(room.database.db, makeLog("silent"));
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
