import { recordings } from "@amaliyat/contract/recordings";
import { address } from "@amaliyat/contract/route";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";
import { LOGIN, startTown, type Town } from "../testing/things/town.ts";

let room: TestRoom;
let town: Town;
let operator: TestClient;
let cameraId = "";
let replayId = "";
const span = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date(Date.now() + 600_000).toISOString() };
const purpose = "road_traffic";

beforeAll(async () => {
  [room, town] = [await startTestRoom({ roles: "api,recorder" }), await startTown("gate")];
  operator = await room.as("operator");
  ({ cameraId } = await makeCamera(room, "SU1", "gate", { address: town.address("gate"), login: LOGIN }));
  await vi.waitFor(async () => expect(await count("segment")).toBe(1), { timeout: 10_000 });
  ({ replayId } = await operator.must(recordings.openReplay, { body: { cameraId, ...span, purpose } }));
  // From here on the log takes nothing.
  await room.database.db.pool.query("alter table log_entry add constraint disk_is_full check (index < 0) not valid");
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await town[Symbol.asyncDispose]();
});

const count = async (table: string) => (await room.database.db.pool.query(`select from ${table}`)).rowCount;

it("opens no picture that it could not be told of", async () => {
  const before = [await count("live_view"), await count("replay")];
  const refused = { ok: false, error: { status: 500, code: "server.failed" } };
  expect(await operator.ask(recordings.openLive, { body: { cameraId, stream: "main", purpose } })).toMatchObject(refused);
  expect(await operator.ask(recordings.openReplay, { body: { cameraId, ...span, purpose } })).toMatchObject(refused);
  expect([await count("live_view"), await count("replay")]).toEqual(before);
});

it("tells nobody where the bytes of a moment are", async () => {
  const { rows } = await room.database.db.pool.query<{ at: Date }>("select started_at as at from segment");
  const response = await operator.fetch(address(recordings.seek, { replayId }, undefined), {
    method: "POST",
    body: JSON.stringify({ at: rows[0]?.at.toISOString() }),
    headers: { "content-type": "application/json" },
  });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toMatch(/segmentId|keyFrameAt|init/);
});

it("lets nobody try keys either: a refusal that cannot be logged is an error, with not one byte of a picture", async () => {
  const segment = address(recordings.segment, { replayId: randomUUID(), segmentId: "1" }, undefined);
  const response = await operator.fetch(segment, { headers: { range: "bytes=0-" } });
  expect([response.status, response.headers.get("content-type")]).toEqual([500, "application/problem+json; charset=utf-8"]);
  expect((await operator.socket(address(recordings.watch, { viewId: randomUUID() }, {}))).status).toBe(500);
  expect(await (await room.as("technician")).code(recordings.openLive, { body: { cameraId, stream: "main", purpose } })).toBe(
    "server.failed",
  );
});
