import { cameras } from "@amaliyat/contract/cameras";
import { CALM_MS } from "@amaliyat/domain/cameras";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { makeCamera } from "../../testing/things/things.ts";
import { setClockOffset, upsertConnection, upsertRecording } from "../cameras-store.ts";
import { lookForFaults } from "./health-watch.ts";

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let room: TestRoom;
let technician: TestClient;
beforeAll(async () => {
  // Without a worker no watch runs: the test looks by a clock of its own.
  room = await startTestRoom({ roles: "api" });
  technician = await room.as("technician");
});
afterAll(() => room[Symbol.asyncDispose]());

let now = Date.now();
const asSystem = <T>(work: Parameters<typeof transaction<T>>[2]): Promise<T> => transaction(room.database.db, SYSTEM, work);
const look = (afterMs = 0): Promise<void> => {
  now += afterMs;
  return asSystem((tx) => lookForFaults(tx, now, null));
};
const say = (camera_id: string, state: string): Promise<unknown> =>
  asSystem((tx) => upsertConnection(tx, { camera_id, state, since: new Date(now), cause: null }));
const record = (cameraId: string, isRecorded: boolean, cause: string | null = null): Promise<unknown> =>
  asSystem((tx) => upsertRecording(tx, { cameraId, isRecorded, since: new Date(now), cause }, now));
let made = 0;
async function servingCamera(): Promise<string> {
  const { cameraId } = await makeCamera(room, "SU1", `extreme-${++made}`);
  await room.database.db.pool.query("update camera set kind = 'in_service', since = $2 where camera_id = $1", [
    cameraId,
    new Date(now - HOUR),
  ]);
  await say(cameraId, "live");
  return cameraId;
}
const standing = async (cameraId: string) =>
  (await technician.must(cameras.health, {})).standing.filter((one) => one.cameraId === cameraId).map(({ fault }) => fault);

it("a camera whose clock begins in 1970 has its clock off", async () => {
  const cameraId = await servingCamera();
  for (const offsetMs of [-now, 40 * 365 * DAY]) {
    await asSystem((tx) => setClockOffset(tx, cameraId, offsetMs));
    await look(SECOND);
    expect(await standing(cameraId)).toEqual(["clock_off"]);
    const [shown] = (await technician.must(cameras.list, {})).filter((one) => one.cameraId === cameraId);
    expect(Math.sign(shown?.connection.clockOffsetMs ?? 0)).toBe(Math.sign(offsetMs));
  }
});

it("a fault of a camera that is retired ends", async () => {
  const cameraId = await servingCamera();
  await say(cameraId, "lost");
  await look(3 * SECOND);
  expect(await standing(cameraId)).toEqual(["lost"]);
  await room.database.db.pool.query("update camera set kind = 'retired', reason = 'x' where camera_id = $1", [cameraId]);
  await look(SECOND);
  expect(await standing(cameraId)).toEqual([]);
});

it("looks and persons at the same moment raise a fault once and take it once", async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, servingCamera));
  for (const id of ids) await say(id, "lost");
  await look(2 * SECOND);
  await Promise.all([look(), look(), look()]);
  const supervisor = await room.as("supervisor");
  const takers = [technician, supervisor, technician, supervisor];
  const replies = await Promise.all(
    takers.map((who, n) => who.must(cameras.takeFaults, { body: { cameraIds: n % 2 ? ids.toReversed() : ids, fault: "lost" } })),
  );
  expect(new Set(replies.flat().map(({ cameraId, takenUp }) => `${cameraId} ${takenUp?.by}`)).size).toBe(ids.length);
  for (const id of ids)
    expect((await logEntries(room, id)).map(({ type }) => type).filter((type) => type.startsWith("camera.fault"))).toEqual([
      "camera.fault_raised",
      "camera.fault_taken",
    ]);
});

it("a fault is raised and cleared though the clock was put back by hours between", async () => {
  const cameraId = await servingCamera();
  await say(cameraId, "lost");
  await look(3 * SECOND);
  expect(await standing(cameraId)).toEqual(["lost"]);
  now -= 5 * HOUR;
  await say(cameraId, "live");
  await look();
  await look(CALM_MS);
  expect(await standing(cameraId)).toEqual([]);
  await say(cameraId, "lost");
  await look(3 * SECOND);
  expect(await standing(cameraId)).toEqual(["lost"]);
  now += 5 * HOUR;
});

it("a camera that stops recording after the clock was put back is told", async () => {
  const cameraId = await servingCamera();
  await record(cameraId, true);
  now -= 5 * HOUR;
  await record(cameraId, false, "disk_full");
  await look(9 * SECOND);
  expect(await standing(cameraId)).toEqual(["not_recorded"]);
  now += 5 * HOUR;
});

it("a camera that records again after the clock was put back is no fault", async () => {
  const cameraId = await servingCamera();
  await record(cameraId, true);
  await record(cameraId, false, "disk_full");
  await look(9 * SECOND);
  expect(await standing(cameraId)).toEqual(["not_recorded"]);
  now -= 5 * HOUR;
  await record(cameraId, true);
  await look();
  await look(CALM_MS);
  expect(await standing(cameraId)).toEqual([]);
  now += 5 * HOUR;
});

it("empty and enormous requests are refused", async () => {
  for (const cameraIds of [[], Array.from({ length: 1_001 }, () => crypto.randomUUID())])
    expect(await technician.code(cameras.takeFaults, { body: { cameraIds, fault: "lost" } })).toBe("request.invalid");
});

it("666 cameras that are lost in one second are told by one look", { timeout: 60_000 }, async () => {
  const { cameraId } = await makeCamera(room, "SU1", "extreme-many");
  const { rows } = await room.database.db.pool.query<{ camera_id: string }>(
    `insert into camera select (jsonb_populate_record(c, jsonb_build_object('camera_id', gen_random_uuid(), 'camera_no', c.camera_no + n, 'code', 'XM-' || n, 'kind', 'in_service'))).*
     from camera c, generate_series(1, 666) n where c.camera_id = $1 returning camera_id`,
    [cameraId],
  );
  await asSystem(async (tx) => {
    for (const { camera_id } of rows) await upsertConnection(tx, { camera_id, state: "lost", since: new Date(now), cause: null });
  });
  await look(2 * SECOND);
  const told = await technician.must(cameras.takeFaults, { body: { cameraIds: rows.map(({ camera_id }) => camera_id), fault: "lost" } });
  expect(told.length).toBe(666);
});
