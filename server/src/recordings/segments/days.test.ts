import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { planCamera } from "../../testing/things/things.ts";
import { pathsOf, segmentRows, storeSegments } from "../testing/segment-rows.ts";
import { arrangeDays } from "./days-store.ts";
import { openStarts, recordedBytes, segmentAt, segmentsWithin } from "./segments-queries.ts";
import { deleteSegments, endSegment, type ToldSegment } from "./segments-store.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FILE_MS = 10_000;
const MIDNIGHT = Date.parse("2026-03-05T00:00:00Z");
const CODEC = "avc1.4d400c";
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const plan = async (code: string): Promise<string> => (await planCamera(await room.as("technician"), "SU1", code)).cameraId;
const file = (cameraId: string, startedAt: number, more: Partial<ToldSegment> = {}): ToldSegment => ({
  cameraId,
  startedAt,
  endedAt: startedAt + FILE_MS,
  bytes: 5_000,
  codec: CODEC,
  ...more,
});
const read = <T>(work: Parameters<typeof transaction<T>>[2]): Promise<T> => transaction(room.database.db, SYSTEM, work, { readOnly: true });
const failures: unknown[] = [];
const arrange = (at: number) => arrangeDays(room.database.db, at, (cause) => void failures.push(cause));
const within = (cameraId: string, from: number, to: number) =>
  read(async (tx) =>
    (await segmentsWithin(tx, cameraId, new Date(from), new Date(to))).map(({ started_at }) => started_at.getTime() - MIDNIGHT),
  );

it("a day that is over is sorted once, and says the same as before: spans, files at a moment, files without an end, and what is told late", async () => {
  const [one, other] = [await plan("sorted"), await plan("sorted-too")];
  const starts = Array.from({ length: 60 }, (_, n) => MIDNIGHT - 5 * FILE_MS + n * FILE_MS);
  // In any order, as after an outage.
  for (const start of starts.toSorted(() => randomInt(3) - 1))
    await storeSegments(room.database.db, [file(one, start), file(other, start + 1)]);
  await storeSegments(room.database.db, [
    file(one, MIDNIGHT + 2 * HOUR, { endedAt: null }),
    file(one, MIDNIGHT + 3 * HOUR, { endedAt: MIDNIGHT + 5 * HOUR }),
  ]);
  const facts = async () => ({
    rows: await segmentRows(room.database.db),
    overMidnight: await within(one, MIDNIGHT - 15_000, MIDNIGHT + 15_000),
    at: await read((tx) => segmentAt(tx, one, new Date(MIDNIGHT + 5_000), new Date(MIDNIGHT + HOUR))),
    // Only the file of two hours holds it; the one without an end holds all that follows it.
    long: await within(one, MIDNIGHT + 4.5 * HOUR, MIDNIGHT + 4.6 * HOUR),
    next: await read((tx) => segmentAt(tx, other, new Date(MIDNIGHT - HOUR), new Date(MIDNIGHT + HOUR))),
    open: await read((tx) => openStarts(tx, one)),
    bytes: await read(recordedBytes),
  });
  const before = await facts();
  expect(before.overMidnight).toEqual([-20_000, -10_000, 0, 10_000]);
  expect(before.long).toEqual([2 * HOUR, 3 * HOUR]);
  expect(before.at?.started_at.getTime()).toBe(MIDNIGHT);
  expect(before.next?.started_at.getTime()).toBe((starts[0] ?? 0) + 1);
  expect(before.open).toEqual([MIDNIGHT + 2 * HOUR]);
  expect(before.bytes).toBe(122 * 5 * 1024);

  // A day is sorted three hours after its end, and only once; one at a call.
  expect(await arrange(MIDNIGHT + 2 * HOUR)).toEqual({ dropped: [], sorted: [] });
  expect(await arrange(MIDNIGHT + DAY + 4 * HOUR)).toEqual({ dropped: [], sorted: ["2026-03-04"] });
  expect(await arrange(MIDNIGHT + DAY + 4 * HOUR)).toEqual({ dropped: [], sorted: ["2026-03-05"] });
  expect(await arrange(MIDNIGHT + DAY + 4 * HOUR)).toEqual({ dropped: [], sorted: [] });
  expect(await facts()).toEqual(before);

  // A file that is told after that, again, and with its end.
  await storeSegments(room.database.db, [file(other, MIDNIGHT + 6 * HOUR, { endedAt: null, bytes: 0 })]);
  await storeSegments(room.database.db, [file(other, MIDNIGHT + 6 * HOUR), file(other, MIDNIGHT + 6 * HOUR), file(one, MIDNIGHT)]);
  await transaction(room.database.db, SYSTEM, (tx) => endSegment(tx, one, MIDNIGHT + 2 * HOUR));
  expect(await read((tx) => openStarts(tx, one))).toEqual([]);
  expect(await segmentRows(room.database.db)).toHaveLength(before.rows.length + 1);
  expect(await read(recordedBytes)).toBe(before.bytes + 5 * 1024);
  expect(failures).toEqual([]);

  // Days go once they hold nothing.
  const { rows } = await room.database.db.pool.query<{ no: number; starts: Date[] }>(
    "select camera_no as no, array_agg(started_at) as starts from segment group by 1",
  );
  const all = rows.map(({ no, starts: begins }) => ({ cameraNo: no, starts: begins }));
  const [first, ...rest] = all;
  await transaction(room.database.db, SYSTEM, (tx) => deleteSegments(tx, first ? [first] : []));
  expect((await arrange(MIDNIGHT + 3 * DAY)).dropped).toEqual([]);
  await transaction(room.database.db, SYSTEM, (tx) => deleteSegments(tx, rest));
  expect((await arrange(MIDNIGHT + 3 * DAY)).dropped).toEqual(["2026-03-04", "2026-03-05"]);
  expect(await read(recordedBytes)).toBe(0);
  await storeSegments(room.database.db, [file(one, MIDNIGHT)]);
  expect(await pathsOf(room.database.db, one)).toHaveLength(1);
});

it("a day that a reader holds is left, and sorted by the next call", async () => {
  const cameraId = await plan("held");
  await storeSegments(room.database.db, [file(cameraId, MIDNIGHT + 10 * DAY)]);
  const at = MIDNIGHT + 12 * DAY;
  while ((await arrange(at)).sorted.length > 0) continue;
  await storeSegments(room.database.db, [file(cameraId, MIDNIGHT + 11 * DAY)]);
  const holder = await room.database.db.pool.connect();
  await holder.query("begin; select from segment");
  expect((await arrange(at + DAY)).sorted).toEqual([]);
  expect(failures).toMatchObject([{ code: "55P03" }]);
  await holder.query("commit");
  holder.release();
  expect((await arrange(at + DAY)).sorted).toEqual(["2026-03-16"]);
});

it("cameras that record the first file of a day at the same time all have their row", async () => {
  const cameras = await Promise.all(["race-1", "race-2", "race-3", "race-4"].map(plan));
  await Promise.all(cameras.map((cameraId) => storeSegments(room.database.db, [file(cameraId, MIDNIGHT + 40 * DAY)])));
  for (const cameraId of cameras) expect(await pathsOf(room.database.db, cameraId)).toHaveLength(1);
});
