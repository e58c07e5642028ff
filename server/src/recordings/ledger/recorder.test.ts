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
import { startRecorder } from "./recorder.ts";
import { recorderOf } from "../testing/recorder-of.ts";
import { pathsOf, segmentRows, storeSegments } from "../testing/segment-rows.ts";

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

it("a gap without an end ends where the next one of its camera begins", async () => {
  await using stack = new AsyncDisposableStack();
  const technician = await room.as("technician");
  const { cameraId } = await planCamera(technician, "SU1", "off");
  const { cameraId: otherId } = await planCamera(technician, "SU1", "off-too");
  const recorder = await recorderOf(stack, await fresh(stack));
  for (const event of [gapOf(cameraId, 1, false), gapOf(otherId, 1, false), gapOf(cameraId, 5)]) recorder.receive(event);
  await vi.waitFor(async () => expect(await gapsOf(cameraId)).toEqual([1, 5]), { timeout: 20_000 });
  // The older one begins a second later than the next: its pictures lay ahead of the clock.
  for (const event of [gapOf(cameraId, 9, false), gapOf(cameraId, 8)]) recorder.receive(event);
  await vi.waitFor(async () => expect(await gapsOf(cameraId)).toEqual([1, 5, 8, 9]), { timeout: 20_000 });
  expect(await gapsOf(otherId)).toEqual([]);
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
  // Files are compared with rows after that. Only then is all noted as stored.
  await vi.waitFor(async () => {
    next.receive(gapOf(cameraId, 31));
    expect(await next.journal.get("recordings.complete")).not.toBeNull();
  }, 10_000);
  await next[Symbol.asyncDispose]();
  const left = await next.journal.replay("recordings.gaps");
  expect(left.filter(({ text }) => !text.includes('"from":31000'))).toEqual([]);
});

it("a row without an end gets one where its file is gone, and a file without a picture a row that retention deletes", async () => {
  await using stack = new AsyncDisposableStack();
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "torn");
  const started = Date.parse("2026-01-02T03:04:05Z");
  const path = (at: number): string => `${cameraId}/2026-01-02/03/${at}-main.mp4`;
  await storeSegments(room.database.db, [{ cameraId, startedAt: started, endedAt: null, bytes: 0, codec: "avc1.4d400c" }]);
  const recorder = await recorderOf(stack, { ...(await fresh(stack)), isBegun: false });
  await mkdir(join(recorder.root, `${cameraId}/2026-01-02/03`), { recursive: true });
  await writeFile(join(recorder.root, path(started + 10_000)), "torn");
  const old = new Date(Date.now() - 120_000);
  await utimes(join(recorder.root, path(started + 10_000)), old, old);
  recorder.begin(room.database.db);
  await vi.waitFor(async () => {
    const rows = await segmentRows(room.database.db, cameraId);
    expect(rows.map((row) => row.path)).toEqual([path(started), path(started + 10_000)]);
    expect(rows.map((row) => row.endedAt)).toEqual(rows.map((row) => row.startedAt));
  });
});

/** A file without a picture, written long ago, of a camera at a moment. */
async function tornFile(root: string, cameraId: string, at: number): Promise<string> {
  const day = new Date(at).toISOString();
  const folder = `${cameraId}/${day.slice(0, 10)}/${day.slice(11, 13)}`;
  await mkdir(join(root, folder), { recursive: true });
  const path = `${folder}/${at}-main.mp4`;
  await writeFile(join(root, path), "torn");
  const old = new Date(Date.now() - 120_000);
  await utimes(join(root, path), old, old);
  return path;
}

it("compares all files if the mark is of a clock that was put back since", async () => {
  await using stack = new AsyncDisposableStack();
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "early");
  const recorder = await recorderOf(stack, { ...(await fresh(stack)), isBegun: false });
  const path = await tornFile(recorder.root, cameraId, Date.parse("2026-01-02T03:04:05Z"));
  await recorder.journal.put("recordings.complete", `${Date.now() + 400 * 86_400_000}`);
  recorder.begin(room.database.db);
  await vi.waitFor(async () => expect(await pathsOf(room.database.db, cameraId)).toEqual([path]), { timeout: 5_000 });
});

it("a file that the disk does not let be read costs no other camera its rows", async () => {
  await using stack = new AsyncDisposableStack();
  const technician = await room.as("technician");
  const cameras = [await planCamera(technician, "SU1", "ill"), await planCamera(technician, "SU1", "well")];
  const [ill, well] = cameras.map(({ cameraId }) => cameraId).toSorted();
  const recorder = await recorderOf(stack, { ...(await fresh(stack)), isBegun: false });
  const at = Date.parse("2026-01-02T03:04:05Z");
  // Reading a folder as a file fails for whoever runs this test.
  await mkdir(join(recorder.root, `${ill}/2026-01-02/03/${at}-main.mp4`), { recursive: true });
  const path = await tornFile(recorder.root, well ?? "", at);
  recorder.begin(room.database.db);
  await vi.waitFor(async () => expect(await pathsOf(room.database.db, well ?? "")).toEqual([path]), { timeout: 5_000 });
  expect(await pathsOf(room.database.db, ill ?? "")).toEqual([]);
});

it("a journal whose disk hangs keeps no event from the database", { timeout: 30_000 }, async () => {
  await using stack = new AsyncDisposableStack();
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "hung");
  const { journal: whole, root } = await recorderOf(stack, { ...(await fresh(stack)), isBegun: false });
  const never = () => new Promise<never>(() => undefined);
  const journal = { ...whole, append: never, truncate: never, put: never };
  const recorder = startRecorder({ log: makeLog("silent"), journal, root, clock: Date.now });
  recorder.begin(room.database.db);
  for (const n of upTo(3)) {
    recorder.receive(gapOf(cameraId, n));
    await vi.waitFor(async () => expect(await gapsOf(cameraId)).toEqual(upTo(n)), { timeout: 5_000 });
  }
  await recorder[Symbol.asyncDispose]();
});

it("an event that cannot be kept costs no other", async () => {
  const { cameraId } = await planCamera(await room.as("technician"), "SU1", "unlucky");
  const begins = [1, 2, 3, 4].map((n) => 1_780_000_000_000 + n * 10_000);
  const opened = (startedAt: number): MediaEvent => ({ kind: "segment-opened", cameraId, path: "", startedAt, codec: "avc1.4d400c" });
  await room.database.db.pool.query("alter table segment add constraint unlucky check (started_at <> to_timestamp(1780000030))");
  await using stack = new AsyncDisposableStack();
  const recorder = await recorderOf(stack, await fresh(stack));
  for (const begin of begins) recorder.receive(opened(begin));
  await vi.waitFor(async () => {
    const rows = await segmentRows(room.database.db, cameraId);
    expect(rows.map(({ startedAt }) => startedAt.getTime())).toEqual(begins.filter((_, n) => n !== 2));
  });
});

it("a server without a recorder shows no picture, and says so before a socket opens", async () => {
  const { cameraId } = await makeCamera(room, "SU1", "unseen");
  const operator = await room.as("operator");
  const { viewId } = await operator.must(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } });
  expect((await operator.socket(address(recordings.watch, { viewId }, {}))).status).toBe(503);
});
