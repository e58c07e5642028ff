import { cameras } from "@amaliyat/contract/cameras";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openVault } from "../platform/vault.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { planCamera } from "../testing/things/things.ts";
import { networkList } from "../platform/network-list.ts";
import { testSource } from "./credentials.ts";

let room: TestRoom;
let technician: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  technician = await room.as("technician");
});
afterAll(() => room[Symbol.asyncDispose]());

const address = { host: "127.0.0.1", port: 9, mainPath: "/main", subPath: null };
const login = { username: "room", password: "secret" };
const settings = (cameraId: string) => technician.must(cameras.settings, { params: { cameraId } });
const moveTo = (cameraId: string, port: number) =>
  technician.must(cameras.change, { params: { cameraId }, body: { address: { ...address, port } } });
/** Credentials that a test of the camera would send to its address. */
async function sentTo(cameraId: string) {
  const deps = { db: room.database.db, allowed: networkList(["127.0.0.0/8"]), digestOnly: true, changed: () => undefined };
  return (await testSource(deps, await openVault(join(room.data, "keys")), cameraId))?.credentials ?? null;
}

it("credentials are forgotten when the camera is pointed elsewhere, and must be typed again", async () => {
  const { cameraId } = await planCamera(technician, "SU1", "moved", address);
  await technician.must(cameras.setCredentials, { params: { cameraId }, body: login });
  expect(await sentTo(cameraId)).toEqual({ ...login, mayUseBasic: false });
  await technician.must(cameras.change, { params: { cameraId }, body: { address: { ...address, mainPath: "/other" } } });
  expect(await settings(cameraId)).toMatchObject({ hasCredentials: true });
  expect(await moveTo(cameraId, 10)).toMatchObject({ hasCredentials: false });
  expect(await sentTo(cameraId)).toBe(null);
  await technician.must(cameras.setCredentials, { params: { cameraId }, body: { ...login, password: "another" } });
  expect(await sentTo(cameraId)).toEqual({ ...login, password: "another", mayUseBasic: false });
  const last = (await logEntries(room, cameraId)).filter(({ type }) => type === "camera.changed").at(-1);
  expect(last?.detail).toMatchObject({ changes: { port: { from: 9, to: 10 } }, credentials: "forgotten" });
});

it("sealed for one address they open for no other, also when the row was moved behind the room's back", async () => {
  const { cameraId } = await planCamera(technician, "SU1", "moved-in-sql", address);
  await technician.must(cameras.setCredentials, { params: { cameraId }, body: login });
  await room.database.db.pool.query("update camera set port = 11 where camera_id = $1", [cameraId]);
  expect(await sentTo(cameraId)).toBe(null);
});

it("need an address to be sealed for", async () => {
  const { cameraId } = await planCamera(technician, "SU1", "nowhere", address);
  await technician.must(cameras.change, { params: { cameraId }, body: { address: null } });
  expect(await technician.code(cameras.setCredentials, { params: { cameraId }, body: login })).toBe("camera.address_missing");
});

it("a change is logged from what to what", async () => {
  const { cameraId } = await planCamera(technician, "SU1", "changed", address);
  const body = { retentionHours: 24, purposes: ["public_order" as const], record: false, dpiaReference: "DPIA-2" };
  await technician.must(cameras.change, { params: { cameraId }, body });
  expect((await logEntries(room, cameraId)).at(-1)?.detail).toMatchObject({
    changes: {
      retentionHours: { from: 720, to: 24 },
      purposes: { from: ["road_traffic", "crime_prevention"], to: ["public_order"] },
      record: { from: true, to: false },
      dpiaReference: { from: "DPIA-1", to: "DPIA-2" },
    },
  });
});

it("a phase of the year 0 is refused, and no error of the database", async () => {
  const client = await room.as("technician");
  const send = (day: string) =>
    client.fetch("/api/phases/3", {
      method: "PUT",
      body: JSON.stringify({ names: { ar: "ا", fr: "a", en: "a" }, inServiceOn: day }),
      headers: { "content-type": "application/json" },
    });
  expect((await send("0000-01-01")).status).toBe(400);
  expect((await send("2022-11-01")).status).toBe(200);
});
