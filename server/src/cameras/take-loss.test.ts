import { cameras } from "@amaliyat/contract/cameras";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { openScreen } from "../testing/screen.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";
import { upsertConnection } from "./cameras-store.ts";

let room: TestRoom;
let dispatcher: TestClient;
let operator: TestClient;
let cameraId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [dispatcher, operator] = [await room.as("dispatcher"), await room.as("operator")];
  ({ cameraId } = await makeCamera(room, "SU1", "cam-1"));
  await room.database.db.pool.query("update camera set kind = 'in_service' where camera_id = $1", [cameraId]);
});
afterAll(() => room[Symbol.asyncDispose]());

/** The recorder says a state of the camera's connection. */
const say = (state: string, since: number, cause: string | null = null): Promise<unknown> =>
  transaction(room.database.db, SYSTEM, (tx) => upsertConnection(tx, { camera_id: cameraId, state, since: new Date(since), cause }));
const connection = async () => (await operator.must(cameras.list, {})).find((one) => one.cameraId === cameraId)?.connection;
const params = () => ({ params: { cameraId } });

it("a loss is taken by the first person who presses, and every desk is told; another cause is the same loss", async () => {
  const begun = Date.now() - 60_000;
  await say("live", begun - 60_000);
  expect(await dispatcher.code(cameras.takeLoss, params())).toBe("camera.not_lost");
  await say("lost", begun, "unreachable");
  const screen = await openScreen(operator);
  expect((await dispatcher.must(cameras.takeLoss, params())).connection.takenUp?.by).toBe("dispatcher");
  const told = await screen.happens("camera", (one) => one.cameraId === cameraId && one.connection.takenUp !== null);
  expect(told).toMatchObject({ connection: { state: "lost", takenUp: { by: "dispatcher" } } });
  screen.socket.terminate();
  expect((await operator.must(cameras.takeLoss, params())).connection.takenUp?.by).toBe("dispatcher");
  await say("lost", begun + 30_000, "timeout");
  expect(await connection()).toMatchObject({ since: new Date(begun).toISOString(), cause: "timeout", takenUp: { by: "dispatcher" } });
  const entries = (await logEntries(room, cameraId)).filter(({ type }) => type === "camera.loss_taken");
  expect(entries.map(({ actor_name }) => actor_name)).toEqual(["dispatcher"]);
});

it("the next loss is taken anew, and by nobody of other sectors", async () => {
  await say("live", Date.now() - 2_000);
  expect((await connection())?.takenUp).toBeNull();
  await say("lost", Date.now() - 1);
  expect((await connection())?.takenUp).toBeNull();
  expect(await (await room.as("dispatcher2")).code(cameras.takeLoss, params())).toBe("object.not_found");
  expect((await operator.must(cameras.takeLoss, params())).connection.takenUp?.by).toBe("operator");
});

it("a loss that began before the clock was put back is taken as any other, and so is the next one by the new clock", async () => {
  await say("live", Date.now() + 3_590_000);
  await say("lost", Date.now() + 3_600_000);
  expect((await dispatcher.must(cameras.takeLoss, params())).connection.takenUp?.by).toBe("dispatcher");
  expect((await operator.must(cameras.takeLoss, params())).connection.takenUp?.by).toBe("dispatcher");
  await say("live", Date.now() - 1_000);
  await say("lost", Date.now());
  expect((await connection())?.takenUp).toBeNull();
  expect((await operator.must(cameras.takeLoss, params())).connection.takenUp?.by).toBe("operator");
});
