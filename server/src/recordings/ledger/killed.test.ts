import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openDatabase, startEmbedded, type Db, type EmbeddedDatabase } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable } from "../../platform/testing/cuttable.ts";
import { startChildRoom, type ChildRoom } from "../../testing/child-room.ts";
import { startTestRoom, temporaryData } from "../../testing/test-room.ts";
import { makeCamera } from "../../testing/things/things.ts";
import { segmentRows } from "../testing/segment-rows.ts";
import { LOGIN, startTown, type Town } from "../../testing/things/town.ts";

const stack = new AsyncDisposableStack();
const log = makeLog("silent");
let data = "";
let folder = "";
let server: EmbeddedDatabase;
let town: Town;
let room: ChildRoom;
let db: Db;

const startDatabase = () => startEmbedded({ folder, log, settings: { fsync: "off", shared_buffers: "32MB" } });
const startRoom = async (): Promise<void> => {
  room = await startChildRoom({ data, database: { roomUrl: server.url, ownerUrl: server.ownerUrl }, roles: "api,recorder" });
};

const end = async (signal: NodeJS.Signals): Promise<void> => {
  room.child.kill(signal);
  await room.ended;
};

beforeAll(async () => {
  data = stack.use(await temporaryData()).path;
  folder = join(stack.use(await temporaryData()).path, "database");
  server = await startDatabase();
  stack.defer(() => server[Symbol.asyncDispose]());
  db = stack.use(openDatabase({ url: server.rootUrl, log, connectTimeoutMs: 1_000 }));
  town = stack.use(await startTown("gate"));
  const urls = { roomUrl: server.url, ownerUrl: server.ownerUrl };
  const database = { db, url: server.rootUrl, ...urls, [Symbol.asyncDispose]: () => Promise.resolve() };
  {
    await using first = await startTestRoom({ roles: "api", database, data });
    await makeCamera(first, "SU1", "gate", { address: town.address("gate"), login: LOGIN });
  }
  await startRoom();
  stack.defer(() => end("SIGKILL"));
}, 120_000);
afterAll(() => stack.disposeAsync());

const files = async (): Promise<string[]> => {
  const names = await readdir(join(data, "recordings"), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith(".mp4")).toSorted();
};
/** Waits for so many files more. */
const grow = async (more: number): Promise<void> => {
  const before = (await files()).length;
  for (let n = 1; n <= more; n++) {
    await vi.waitFor(() => expect(town.server.readers("gate")).toBeGreaterThan(0), { timeout: 20_000, interval: 50 });
    await vi.waitFor(async () => expect((await files()).length).toBeGreaterThanOrEqual(before + n), { timeout: 20_000, interval: 50 });
    if (n < more) town.server.drop("gate");
  }
};
/** Every file has a row, and none but the newest has no end. */
const isWhole = async (): Promise<void> => {
  const rows = await segmentRows(db);
  expect(rows.map(({ path }) => path)).toEqual(await files());
  expect(rows.slice(0, -1).filter(({ endedAt }) => endedAt === null)).toEqual([]);
};
const lost = async (): Promise<number> => (await db.pool.query("select from gap where cause = 'connection_lost'")).rowCount ?? 0;

/** The database stops, the camera is cut off so often, and the room ends. Both start again, and every file has its row. */
async function outage(cuts: number, signal: NodeJS.Signals): Promise<void> {
  await server[Symbol.asyncDispose]();
  town.server.drop("gate");
  await grow(cuts);
  await end(signal);
  server = await startDatabase();
  await startRoom();
  await vi.waitFor(isWhole, { timeout: 60_000, interval: 200 });
}

it("gives every file its row and every hole its cause, whatever was killed and in which order", { timeout: 180_000 }, async () => {
  await grow(2);
  await vi.waitFor(isWhole, { timeout: 10_000, interval: 100 });
  const before = await lost();
  await outage(4, "SIGKILL");
  // Four times the camera was cut off while no database was there to write it down.
  expect(await lost()).toBe(before + 4);
  await outage(3, "SIGTERM");
});

it(
  "records the cameras that it knew while no database is there at its start, and gives all its row later",
  { timeout: 120_000 },
  async () => {
    await grow(1);
    await vi.waitFor(isWhole, { timeout: 20_000, interval: 100 });
    const before = await lost();
    await end("SIGTERM");
    await using roomWay = await cuttable(server.url);
    await using ownerWay = await cuttable(server.ownerUrl);
    for (const way of [roomWay, ownerWay]) way.cut();
    const starting = startChildRoom({ data, database: { roomUrl: roomWay.url, ownerUrl: ownerWay.url }, roles: "api,recorder" });
    starting.catch(() => undefined);
    await grow(3);
    for (const way of [roomWay, ownerWay]) way.mend();
    room = await starting;
    await grow(1);
    await vi.waitFor(isWhole, { timeout: 60_000, interval: 200 });
    // Twice the camera was cut off meanwhile.
    expect(await lost()).toBe(before + 2);
  },
);
