import { cameras } from "@amaliyat/contract/cameras";
import { CALM_MS } from "@amaliyat/domain/cameras";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { openScreen } from "../../testing/screen.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { makeCamera } from "../../testing/things/things.ts";
import { setClockOffset, upsertConnection, upsertRecording } from "../cameras-store.ts";
import { lookForFaults } from "./health-watch.ts";

const SECOND = 1_000;
const HOUR = 3_600_000;

let room: TestRoom;
let technician: TestClient;
let supervisor: TestClient;
beforeAll(async () => {
  // Without a worker no watch runs: the test looks by a clock of its own.
  room = await startTestRoom({ roles: "api" });
  [technician, supervisor] = [await room.as("technician"), await room.as("supervisor")];
});
afterAll(() => room[Symbol.asyncDispose]());

let now = Date.now();
const asSystem = <T>(work: Parameters<typeof transaction<T>>[2]): Promise<T> => transaction(room.database.db, SYSTEM, work);
/** Looks after some time by the clock of the test. */
const look = (afterMs = 0, silentMs: number | null = null): Promise<void> => {
  now += afterMs;
  return asSystem((tx) => lookForFaults(tx, now, silentMs));
};
let made = 0;
async function servingCamera(): Promise<string> {
  const { cameraId } = await makeCamera(room, "SU1", `health-${++made}`);
  await room.database.db.pool.query("update camera set kind = 'in_service', since = $2 where camera_id = $1", [
    cameraId,
    new Date(now - HOUR),
  ]);
  await say(cameraId, "live");
  return cameraId;
}
const say = (camera_id: string, state: string, cause: string | null = null): Promise<unknown> =>
  asSystem((tx) => upsertConnection(tx, { camera_id, state, since: new Date(now), cause }));
const record = (cameraId: string, isRecorded: boolean, cause: string | null = null, since = now): Promise<unknown> =>
  asSystem((tx) => upsertRecording(tx, { cameraId, isRecorded, since: new Date(since), cause }, now));
const standing = async (cameraId: string) =>
  (await technician.must(cameras.health, {})).standing.filter((one) => one.cameraId === cameraId).map(({ fault }) => fault);
const faultLog = async (cameraId: string) =>
  (await logEntries(room, cameraId)).map(({ type }) => type).filter((type) => type.startsWith("camera.fault"));

it("a loss is told to the boards within seconds, taken by one person, and cleared after a calm time", async () => {
  const cameraId = await servingCamera();
  await look();
  expect(await standing(cameraId)).toEqual([]);
  const screen = await openScreen(technician);
  await say(cameraId, "stalled", "camera_stalled");
  await look(SECOND / 2);
  expect(await standing(cameraId)).toEqual([]);
  await look(SECOND / 2);
  expect(await screen.happens("camera_fault", ({ row }) => row.cameraId === cameraId)).toMatchObject({
    row: { fault: "lost", cause: "camera_stalled", clearedAt: null, takenUp: null },
  });
  const given = { body: { cameraIds: [cameraId], fault: "lost" as const } };
  expect((await supervisor.must(cameras.takeFaults, given))[0]?.takenUp?.by).toBe("supervisor");
  expect((await technician.must(cameras.takeFaults, given))[0]?.takenUp?.by).toBe("supervisor");
  await say(cameraId, "live");
  await look();
  expect((await technician.must(cameras.health, {})).standing.find((one) => one.cameraId === cameraId)).toMatchObject({ isGone: true });
  await look(CALM_MS);
  expect(await screen.happens("camera_fault", ({ row }) => row.clearedAt !== null)).toMatchObject({ row: { cameraId, fault: "lost" } });
  screen.socket.terminate();
  expect(await technician.code(cameras.takeFaults, given)).toBe("camera.no_fault");
  expect(await faultLog(cameraId)).toEqual(["camera.fault_raised", "camera.fault_taken", "camera.fault_cleared"]);
  expect((await technician.must(cameras.health, {})).ended[0]).toMatchObject({ cameraId, takenUp: { by: "supervisor" } });
});

it("a camera that is live over a full disk is told as not recorded", async () => {
  const cameraId = await servingCamera();
  await record(cameraId, true);
  now += 60 * SECOND;
  await record(cameraId, false, "disk_full");
  const operator = await room.as("operator");
  expect((await operator.must(cameras.list, {})).find((one) => one.cameraId === cameraId)).toMatchObject({
    connection: { state: "live", recording: { isRecorded: false, since: new Date(now).toISOString(), cause: "disk_full" } },
  });
  await look(7 * SECOND);
  expect(await standing(cameraId)).toEqual([]);
  await look(SECOND);
  expect(await standing(cameraId)).toEqual(["not_recorded"]);
});

it("gaps that follow each other at once are one time without recording, whatever their causes", async () => {
  const cameraId = await servingCamera();
  await record(cameraId, true);
  now += 60 * SECOND;
  for (const cause of ["disk_slow", "no_key_frame", "disk_slow", "packets_lost"]) {
    await record(cameraId, false, cause);
    now += 2 * SECOND;
    await record(cameraId, true);
  }
  await record(cameraId, false, "disk_slow");
  await look();
  expect(await standing(cameraId)).toEqual(["not_recorded"]);
});

it("a gap or a recording of long ago changes nothing of what is so now", async () => {
  const cameraId = await servingCamera();
  await record(cameraId, true);
  await record(cameraId, false, "room_crashed", now - HOUR);
  await look(20 * SECOND);
  expect(await standing(cameraId)).toEqual([]);
  await record(cameraId, false, "disk_full");
  await record(cameraId, true, null, now - HOUR);
  await look(20 * SECOND);
  expect(await standing(cameraId)).toEqual(["not_recorded"]);
});

it("a camera whose recording is switched off has no such fault, and a gap before any word of the connection counts", async () => {
  const { cameraId } = await makeCamera(room, "SU1", "health-early");
  await room.database.db.pool.query("update camera set kind = 'in_service', record = false where camera_id = $1", [cameraId]);
  await record(cameraId, false, "recording_off");
  await say(cameraId, "live");
  await look(20 * SECOND);
  expect(await standing(cameraId)).toEqual([]);
  await room.database.db.pool.query("update camera set record = true where camera_id = $1", [cameraId]);
  await look(HOUR);
  expect(await standing(cameraId)).toEqual([]);
  await record(cameraId, true);
  await record(cameraId, false, "no_key_frame");
  await look(7 * SECOND);
  expect(await standing(cameraId)).toEqual([]);
  await look(SECOND);
  expect(await standing(cameraId)).toEqual(["not_recorded"]);
});

it("a clock that is a second off is a fault until it is right again", async () => {
  const cameraId = await servingCamera();
  await asSystem((tx) => setClockOffset(tx, cameraId, -1_400));
  await look();
  expect(await standing(cameraId)).toEqual(["clock_off"]);
  await asSystem((tx) => setClockOffset(tx, cameraId, 20));
  await look(SECOND);
  await look(CALM_MS);
  expect(await standing(cameraId)).toEqual([]);
});

it("a camera that comes and goes changes its state four times an hour at most", async () => {
  const cameraId = await servingCamera();
  for (let turn = 0; turn < 12; turn++) {
    await say(cameraId, "lost", "camera_unreachable");
    await look(3 * SECOND);
    await say(cameraId, "live");
    await look();
    await look(CALM_MS);
  }
  expect((await faultLog(cameraId)).length).toBeLessThanOrEqual(4);
  expect(await standing(cameraId)).toEqual(["lost"]);
  await look(HOUR);
  expect(await standing(cameraId)).toEqual([]);
});

it("a recorder that says nothing leaves no camera recorded", async () => {
  const cameraId = await servingCamera();
  await record(cameraId, true);
  await look(60 * SECOND, 9 * SECOND);
  expect(await standing(cameraId)).toEqual([]);
  await look(SECOND, 10 * SECOND);
  expect((await technician.must(cameras.health, {})).standing.find((one) => one.cameraId === cameraId)).toMatchObject({
    fault: "not_recorded",
    cause: "recorder_silent",
    since: new Date(now - 10 * SECOND).toISOString(),
  });
  await look(SECOND, SECOND);
  await look(CALM_MS, SECOND);
  expect(await standing(cameraId)).toEqual([]);
});

it("a camera that a person takes out of service has no fault, and another sector sees none", async () => {
  const cameraId = await servingCamera();
  await say(cameraId, "lost");
  await look(3 * SECOND);
  expect(await standing(cameraId)).toEqual(["lost"]);
  const elsewhere = await room.as("technician2");
  expect((await elsewhere.must(cameras.health, {})).standing).toEqual([]);
  expect(await elsewhere.code(cameras.takeFaults, { body: { cameraIds: [cameraId], fault: "lost" } })).toBe("object.not_found");
  await room.database.db.pool.query("update camera set kind = 'out_of_service', reason = 'x' where camera_id = $1", [cameraId]);
  await look();
  expect(await standing(cameraId)).toEqual([]);
});

it("tells of each phase how many cameras there are, and for which share of the time they served", async () => {
  const before = (await technician.must(cameras.health, {})).phases;
  expect(before.length).toBeGreaterThan(0);
  const cameraId = await servingCamera();
  await record(cameraId, true);
  const serving = before.reduce((sum, { inService }) => sum + inService, 0);
  const { phases } = await technician.must(cameras.health, {});
  expect(phases.reduce((sum, { inService }) => sum + inService, 0)).toBe(serving + 1);
  for (const { up } of phases) if (up.day !== null) expect(up.day).toBeLessThan(1);
});
