import { cameras } from "@amaliyat/contract/cameras";
import { interventions } from "@amaliyat/contract/interventions";
import { recordings } from "@amaliyat/contract/recordings";
import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { signedIn } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeCamera } from "../../testing/things/things.ts";
import { segmentPath, startOfPath } from "../../media/index.ts";
import { pathsOf, storeSegments } from "../testing/segment-rows.ts";
import { expire } from "./retention.ts";

const HOUR = 3_600_000;
const FILE_MS = 10_000;
const clock = movedClock();
let room: TestRoom;
let root = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  root = join(room.data, "recordings");
});
afterAll(() => room[Symbol.asyncDispose]());

/** A camera that keeps its recordings for so many hours. */
async function keeps(code: string, retentionHours: number): Promise<string> {
  const { cameraId } = await makeCamera(room, "SU1", code);
  await (await room.as("technician")).must(cameras.change, { params: { cameraId }, body: { retentionHours } });
  return cameraId;
}

/** Ten minutes of files of a camera up to a moment, the last one still being written; their paths in order. */
async function record(cameraId: string, until: number): Promise<string[]> {
  const paths: string[] = [];
  for (let from = until - 600_000; from <= until; from += FILE_MS) {
    const path = segmentPath(cameraId, from);
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), "bytes");
    const endedAt = from + FILE_MS > until ? null : from + FILE_MS;
    await storeSegments(room.database.db, [{ cameraId, startedAt: from, endedAt, bytes: 5, codec: "avc1.4d400c" }]);
    paths.push(path);
  }
  return paths;
}
const rows = (cameraId: string): Promise<string[]> => pathsOf(room.database.db, cameraId);
const onDisk = (paths: readonly string[]) => paths.filter((path) => existsSync(join(root, path)));

it("takes up where a crash left it: rows whose files are gone go too", async () => {
  const cameraId = await keeps("crashed", 1);
  const now = Math.floor(clock.now() / FILE_MS) * FILE_MS;
  const paths = await record(cameraId, now);
  for (const path of paths.slice(0, 30)) await rm(join(root, path));
  await expire(room.database.db, root, clock.now() + 1.5 * HOUR);
  expect(await rows(cameraId)).toEqual(paths.slice(-1));
});

it("goes on past a file that cannot be deleted, tells of it, and deletes one whose end was never told", async () => {
  const cameraId = await keeps("stuck", 1);
  const paths = await record(cameraId, Math.floor(clock.now() / FILE_MS) * FILE_MS);
  const [stuck = ""] = paths;
  await rm(join(root, stuck));
  await mkdir(join(root, stuck));
  const told: string[] = [];
  const run = () => expire(room.database.db, root, clock.now() + 3 * HOUR, (_, path) => void told.push(path));
  await run();
  expect([await rows(cameraId), onDisk(paths), told]).toEqual([[stuck], [stuck], [stuck]]);
  await rm(join(root, stuck), { recursive: true });
  await run();
  expect(await rows(cameraId)).toEqual([]);
});

it("leaves one gap and one receipt an hour, however often it runs", async () => {
  const cameraId = await keeps("often", 1);
  const first = Math.floor(clock.now() / FILE_MS) * FILE_MS;
  await record(cameraId, first);
  let gone = 0;
  for (let minute = 0; minute <= 10; minute++) gone += await expire(room.database.db, root, first + HOUR + (minute - 9) * 60_000);
  expect(gone).toBe(60);
  const { rows: gaps } = await room.database.db.pool.query("select from gap where camera_id = $1 and cause = 'retention_expired'", [
    cameraId,
  ]);
  expect(gaps).toHaveLength(1);
  await expire(room.database.db, root, first + 1.95 * HOUR);
  const receipts = (await logEntries(room, cameraId)).filter(({ type }) => type === "recording.expired");
  expect(receipts).toMatchObject([{ detail: { segments: 60 } }]);
  // The file without an end goes as well, an hour later.
  expect(await expire(room.database.db, root, first + 3 * HOUR)).toBe(1);
});

it("deletes what is past a camera's time, file and row, but not what a clip keeps; what is missing says why", async () => {
  const now = Math.floor(clock.now() / FILE_MS) * FILE_MS;
  const [short, long] = [await keeps("short", 2), await keeps("long", 48)];
  const [ofShort, ofLong] = [await record(short, now), await record(long, now)];
  const operator = await room.as("operator");
  const { clips } = await operator.must(interventions.open, { body: { origin: "video", cameraId: short } });
  const kept = ofShort.filter((path) => {
    const from = startOfPath(path) ?? 0;
    return from < Date.parse(clips[0]?.to ?? "") && from + FILE_MS > Date.parse(clips[0]?.from ?? "");
  });
  expect(kept.length).toBeGreaterThanOrEqual(3);

  expect(await expire(room.database.db, root, clock.now())).toBe(0);
  clock.forward(2.5 * HOUR);
  const gone = ofShort.filter((path) => !kept.includes(path));
  expect(await expire(room.database.db, root, clock.now())).toBe(gone.length);
  expect([await rows(short), onDisk(ofShort)]).toEqual([kept, kept]);
  expect([await rows(long), onDisk(ofLong)]).toEqual([ofLong, ofLong]);

  const client = await signedIn(room.url, "operator", PASSWORD);
  const query = { from: new Date(now - 600_000).toISOString(), to: new Date(now - 60_000).toISOString() };
  const { pieces } = await client.must(recordings.timeline, { params: { cameraId: short }, query });
  expect(pieces).toEqual([{ kind: "gap", ...query, cause: "retention_expired" }]);
  const receiptsOf = async () => (await logEntries(room, short)).filter(({ type }) => type === "recording.expired");
  // An entry an hour tells all that went.
  expect(await receiptsOf()).toEqual([]);
  clock.forward(HOUR);
  expect(await expire(room.database.db, root, clock.now())).toBe(0);
  const receipts = await receiptsOf();
  expect(receipts).toMatchObject([
    { actor_name: null, sector_id: "SU1", detail: { code: "short", segments: gone.length, bytes: gone.length * 1024, from: query.from } },
  ]);

  expect(await expire(room.database.db, root, clock.now())).toBe(0);
  clock.forward(366 * 24 * HOUR);
  await expire(room.database.db, root, clock.now());
  expect([await rows(short), onDisk(ofShort)]).toEqual([[], []]);
  // Folders of days and hours go with their last file.
  expect(await readdir(join(root, short))).toEqual([]);
});
