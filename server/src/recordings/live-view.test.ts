import { cameras } from "@amaliyat/contract/cameras";
import { recordings } from "@amaliyat/contract/recordings";
import { address } from "@amaliyat/contract/route";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { logEntries } from "../testing/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things.ts";

const clock = movedClock();
let room: TestRoom;
let operator: TestClient;
let cameraId = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api,recorder", clock: clock.now });
  operator = await room.as("operator");
  ({ cameraId } = await makeCamera(room, "SU1", "gate"));
});
afterAll(() => room[Symbol.asyncDispose]());

const open = async () => (await operator.must(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } })).viewId;
const connect = (viewId: string) => operator.socket(address(recordings.watch, { viewId }, {}));
const endsOf = async (viewId: string) =>
  (await logEntries(room, cameraId)).filter(({ type, detail }) => type === "live.ended" && detail?.["viewId"] === viewId);

it("a view has one socket, of two at once too, and none after it", async () => {
  const viewId = await open();
  const answers = await Promise.all([connect(viewId), connect(viewId), connect(viewId)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([101, 410, 410]);
  for (const { socket } of answers) socket?.terminate();
  await vi.waitFor(async () => expect(await endsOf(viewId)).toHaveLength(1));
  expect((await connect(viewId)).status).toBe(410);
});

it("a view that nobody took up within a minute is none", async () => {
  const viewId = await open();
  clock.forward(61_000);
  expect((await connect(viewId)).status).toBe(410);
});

it("a view of a camera that went out of service is none", async () => {
  const other = await makeCamera(room, "SU1", "yard");
  const { viewId } = await operator.must(recordings.openLive, {
    body: { cameraId: other.cameraId, stream: "main", purpose: "road_traffic" },
  });
  const technician = await room.as("technician");
  await technician.must(cameras.move, { params: { cameraId: other.cameraId }, body: { command: "take_out", reason: "عطل" } });
  expect((await connect(viewId)).status).toBe(410);
});

it("views that a room left open when it died are ended at its next start, and logged with who had them", async () => {
  const viewId = await open();
  await using again = await startTestRoom({ roles: "api", clock: clock.now, database: room.database, furnished: false });
  expect(again.url).not.toBe("");
  expect(await endsOf(viewId)).toMatchObject([{ actor_name: "operator", purpose: "road_traffic", detail: { left: true, seconds: 0 } }]);
  const { rows } = await room.database.db.pool.query("select from live_view where ended_at is null");
  expect(rows).toEqual([]);
});
