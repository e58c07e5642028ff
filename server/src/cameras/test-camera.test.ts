import { cameras } from "@amaliyat/contract/cameras";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { planCamera, type CameraAddress } from "../testing/things/things.ts";
import { LOGIN, startTown, type Town } from "../testing/things/town.ts";

let room: TestRoom;
let town: Town;
let technician: TestClient;
let cameraId = "";
beforeAll(async () => {
  [room, town] = [await startTestRoom({ roles: "api" }), await startTown("gate")];
  technician = await room.as("technician");
  ({ cameraId } = await planCamera(technician, "SU1", "gate", town.address("gate")));
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await town[Symbol.asyncDispose]();
});

const test = () => technician.ask(cameras.test, { params: { cameraId } });
const login = (body: { username: string; password: string }) => technician.must(cameras.setCredentials, { params: { cameraId }, body });
const standsAt = (address: Partial<CameraAddress>) =>
  technician.must(cameras.change, { params: { cameraId }, body: { address: { ...town.address("gate"), ...address } } });
const lastEntry = async () => (await logEntries(room, cameraId)).at(-1);

describe("testing a camera", () => {
  it("says that the camera refused the password, and not which", async () => {
    await login({ ...LOGIN, password: "canary-guess" });
    const refused = await test();
    expect(refused).toMatchObject({ error: { status: 502, code: "camera.wrong_credentials" } });
    expect(JSON.stringify(refused)).not.toContain("canary");
    expect(await lastEntry()).toMatchObject({
      type: "camera.tested",
      outcome: "refused",
      refusal_code: "camera.wrong_credentials",
      sector_id: "SU1",
    });
  });

  it("says what a camera sends when all is right, and shows no picture", async () => {
    await login(LOGIN);
    expect(await test()).toEqual({ ok: true, value: { codec: expect.stringMatching(/^avc1\.[0-9a-f]{6}$/i), width: 640, height: 360 } });
    expect(await lastEntry()).toMatchObject({ type: "camera.tested", outcome: "done", actor_name: "technician" });
  });

  it("says where nothing answered", async () => {
    await standsAt({ port: 9 });
    expect(await test()).toMatchObject({ error: { status: 502, code: "camera.unreachable", params: { address: "127.0.0.1:9" } } });
  });

  it("says which stream is not there", async () => {
    await standsAt({ mainPath: "/gate/none" });
    expect(await test()).toMatchObject({ error: { status: 502, code: "camera.no_such_stream", params: { path: "/gate/none" } } });
  });

  it.each([
    ["camera.not_rtsp", (socket: Socket) => void socket.write("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["camera.not_rtsp", (socket: Socket) => void socket.end("SSH-2.0-OpenSSH_9.9\r\n")],
    ["camera.ended", (socket: Socket) => void socket.end()],
    ["camera.timed_out", () => undefined],
  ])("says %s where something else answers, in whole sentences", async (code, answer) => {
    const other = createServer((socket) => answer(socket.on("error", () => undefined))).listen(0, "127.0.0.1");
    await once(other, "listening");
    await standsAt({ port: (other.address() as AddressInfo).port });
    const refused = await test();
    other.close();
    expect(refused).toMatchObject({ error: { code } });
    if (!refused.ok) for (const sentence of Object.values(refused.error.text)) expect(sentence).not.toMatch(/[{}]/);
  });

  it("asks for an address first, and for one's own camera", async () => {
    await technician.must(cameras.change, { params: { cameraId }, body: { address: null } });
    expect(await test()).toMatchObject({ error: { code: "camera.address_missing" } });
    expect(await (await room.as("technician2")).code(cameras.test, { params: { cameraId } })).toBe("object.not_found");
  });
});
