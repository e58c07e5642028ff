import { identity } from "@amaliyat/contract/identity";
import { recordings } from "@amaliyat/contract/recordings";
import { theRoom } from "@amaliyat/contract/room";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openDatabase, startEmbedded, type EmbeddedDatabase } from "../platform/database/index.ts";
import { makeLog } from "../platform/log.ts";
import { openTile } from "../testing/things/pictures.ts";
import { openScreen } from "../testing/screen.ts";
import { startTestRoom, temporaryData, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";
import { LOGIN, startTown, type Town } from "../testing/things/town.ts";

const stack = new AsyncDisposableStack();
const log = makeLog("silent");
let folder = "";
let server: EmbeddedDatabase;
let room: TestRoom;
let town: Town;
let cameraId = "";

const start = () => startEmbedded({ folder, log, settings: { fsync: "off", shared_buffers: "32MB" } });

beforeAll(async () => {
  folder = join(stack.use(await temporaryData()).path, "database");
  server = await start();
  stack.defer(() => server[Symbol.asyncDispose]());
  const db = stack.use(openDatabase({ url: server.rootUrl, log, connectTimeoutMs: 1_000 }));
  const database = {
    db,
    url: server.rootUrl,
    roomUrl: server.url,
    ownerUrl: server.ownerUrl,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  town = stack.use(await startTown("gate"));
  room = stack.use(await startTestRoom({ roles: "api,recorder", database }));
  const screen = await openScreen(await room.as("operator"));
  ({ cameraId } = await makeCamera(room, "SU1", "gate", { address: town.address("gate"), login: LOGIN }));
  await screen.happens("camera", ({ connection }) => connection.state === "live");
  screen.socket.terminate();
});
afterAll(() => stack.disposeAsync());

/** Bytes of all files of the camera. */
async function recordedBytes(): Promise<number> {
  const root = join(room.data, "recordings");
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".mp4"));
  return (await Promise.all(names.map(async (name) => (await stat(join(root, name))).size))).reduce((sum, size) => sum + size, 0);
}
const grows = async (): Promise<void> => {
  const before = await recordedBytes();
  await vi.waitFor(async () => expect(await recordedBytes()).toBeGreaterThan(before), { timeout: 5_000, interval: 50 });
};
const rowsOf = async (sql: string) => (await room.database.db.pool.query<{ at: Date }>(sql)).rows.map(({ at }) => at.getTime());
const gapsSince = async (moment: number) =>
  (await rowsOf("select from_at as at from gap where cause = 'connection_lost' order by 1")).filter((at) => at >= moment);
const pid = async () => Number((await readFile(join(folder, "data", "postmaster.pid"), "utf8")).split("\n")[0]);
const isThere = async () => (await (await room.as("operator")).code(theRoom.health, {})) === "ok";

/** Cuts the camera off and waits until it is recorded again. */
async function dropCamera(): Promise<void> {
  town.server.drop("gate");
  await vi.waitFor(() => expect(town.server.readers("gate")).toBeGreaterThan(0), { timeout: 10_000, interval: 50 });
  await grows();
}

it("stopped, leaves the cameras recording and the tiles live; what happened is kept once it is back", async () => {
  const operator = await room.as("operator");
  const [screen, tile] = [await openScreen(operator), await openTile(operator, cameraId, "main", "webcodecs")];
  const from = Date.now();
  await server[Symbol.asyncDispose]();
  await grows();
  const seen = tile.messages.length;
  await dropCamera();
  expect(await isThere()).toBe(false);
  expect(await operator.ask(identity.me, {})).toMatchObject({ error: { status: 503, code: "database.unavailable" } });
  expect(await operator.code(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } })).toBe(
    "database.unavailable",
  );
  await vi.waitFor(() => expect(tile.messages.length).toBeGreaterThan(seen), { timeout: 5_000 });
  expect(await gapsSince(from).catch(() => "away")).toBe("away");
  server = await start();
  await vi.waitFor(async () => expect(await gapsSince(from)).toHaveLength(1), { timeout: 10_000, interval: 100 });
  await screen.happens("camera", (told) => told.connection.state === "live" && Date.parse(told.connection.since) >= from);
  await vi.waitFor(async () => {
    const { pieces } = await operator.must(recordings.timeline, {
      params: { cameraId },
      query: { from: new Date(from).toISOString(), to: new Date(Date.now() + 60_000).toISOString() },
    });
    expect(pieces.map(({ kind }) => kind)).toEqual(["recorded", "gap", "recorded"]);
    expect(pieces[1]?.cause).toBe("connection_lost");
  });
  tile.close();
  screen.socket.terminate();
});

it("killed, comes back by itself, and nothing of what the recorder said meanwhile is lost", async () => {
  const from = Date.now();
  process.kill(await pid(), "SIGKILL");
  await dropCamera();
  await vi.waitFor(async () => expect(await isThere()).toBe(true), { timeout: 20_000, interval: 100 });
  await vi.waitFor(async () => expect(await gapsSince(from)).toHaveLength(1), { timeout: 10_000, interval: 100 });
  expect(await (await room.as("operator")).code(identity.me, {})).toBe("ok");
});
