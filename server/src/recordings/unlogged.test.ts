import { recordings } from "@amaliyat/contract/recordings";
import { address, type Route } from "@amaliyat/contract/route";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bodyFor, queryFor } from "../testing/route-inputs.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeThings } from "../testing/things.ts";

let room: TestRoom;
let things: Awaited<ReturnType<typeof makeThings>>;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api,recorder" });
  things = await makeThings(room, "SU1");
  // From here on the log takes nothing.
  await room.database.db.pool.query("alter table log_entry add constraint full_disk check (index < 0) not valid");
});
afterAll(() => room[Symbol.asyncDispose]());

const routes: Route[] = Object.values(recordings);
const count = async (table: string) => (await room.database.db.pool.query(`select from ${table}`)).rowCount;

async function ask(route: Route, ids: object): Promise<{ status: number; type: string | null; text: string }> {
  const operator = await room.as("operator");
  const path = address(route, ids, queryFor(route, things));
  if (route.carriage === "socket") {
    const { status, socket } = await operator.socket(path);
    socket?.terminate();
    return { status, type: null, text: "" };
  }
  const body = bodyFor(route, things);
  const response = await operator.fetch(path, {
    method: route.method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

it.each(
  routes
    .filter(({ log }) => log.by === "use_case")
    .filter(({ carriage }) => carriage === "json")
    .map((route) => [route.name, route] as const),
)("%s shows nothing that the log could not be told of", async (_, route) => {
  const before = [await count("live_view"), await count("replay")];
  const segment = { segment_id: randomUUID(), path: "nowhere.mp4" };
  await room.database.db.pool.query("insert into segment values ($1, $2, $3, $4) on conflict do nothing", [
    segment.segment_id,
    things.cameraId,
    segment.path,
    things.span.from,
  ]);
  const { status, type, text } = await ask(route, things);
  expect(status).toBeGreaterThanOrEqual(route === recordings.seek ? 404 : 500);
  expect(type).toBe("application/problem+json; charset=utf-8");
  expect(text).not.toMatch(/viewId|replayId|segmentId/);
  expect([await count("live_view"), await count("replay")]).toEqual(before);
});

it.each(routes.filter(({ path }) => path.startsWith("/media/")).map((route) => [route.name, route] as const))(
  "%s without a view that was logged gives nothing, though the refusal cannot be logged either",
  async (_, route) => {
    const strange = { viewId: randomUUID(), replayId: randomUUID(), segmentId: randomUUID() };
    const { status, text } = await ask(route, strange);
    expect(status).toBe(500);
    expect(text === "" || (JSON.parse(text) as { code: string }).code === "server.failed").toBe(true);
  },
);
