import { interventions } from "@amaliyat/contract/interventions";
import { theRoom } from "@amaliyat/contract/room";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { execPath, stderr } from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeLog } from "../platform/log.ts";
import { ROOT_USER } from "../platform/database/embedded/initdb.ts";
import { openDatabase } from "../platform/database/index.ts";
import { onSmallVolume } from "../testing/things/small-volume.ts";
import { clientsOf, furnish, PLACES, temporaryData, testEnvironment, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";
import { LOGIN, startTown } from "../testing/things/town.ts";

// A whole room, its database too, on a disk of 600 MiB that fills. Its reserve is 100 MiB: recordings stop at 200.
const [DISK_MIB, RESERVE_MIB] = [600, 100];
const way = onSmallVolume("/nonexistent", 1) === null && onSmallVolume("/tmp", 1) === null ? null : onSmallVolume;
if (way === null) stderr.write("room/full-disk.test.ts is skipped: a small disk needs root and mount namespaces\n");

const stack = new AsyncDisposableStack();
let room: TestRoom & { readonly inside: string };

async function start() {
  const folder = stack.use(await temporaryData()).path;
  const data = join(folder, "room");
  await mkdir(data);
  const [program, ...args] = onSmallVolume(data, DISK_MIB) ?? ["false"];
  const {
    DATABASE_URL: _,
    DATABASE_OWNER_URL: __,
    ...environment
  } = testEnvironment(data, { roomUrl: "", ownerUrl: "" }, "api,recorder,worker");
  const child = spawn(program, [...args, execPath, "--no-warnings", fileURLToPath(new URL("../main.ts", import.meta.url))], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, ...environment, AMALIYAT_DISK_RESERVE: `${RESERVE_MIB}MiB`, AMALIYAT_LOG_LEVEL: "error" },
  });
  stack.defer(async () => {
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  });
  const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), "line")) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const inside = `/proc/${child.pid}/root${data}`;
  const password = (await readFile(join(inside, "database", "root-password"), "utf8")).trim();
  const port = (await readFile(join(inside, "database", "data", "postmaster.pid"), "utf8")).split("\n")[3];
  const databaseUrl = `postgres://${ROOT_USER}:${password}@127.0.0.1:${port}/amaliyat`;
  const db = stack.use(openDatabase({ url: databaseUrl, log: makeLog("silent") }));
  const nothing = { [Symbol.asyncDispose]: () => Promise.resolve() };
  const database = { db, url: databaseUrl, roomUrl: databaseUrl, ownerUrl: databaseUrl, ...nothing };
  await furnish(url, database);
  return { url, data, database, as: clientsOf(url), inside, ...nothing };
}

const freeMib = async (): Promise<number> => {
  const { volumes } = await (await room.as("technician")).must(theRoom.storage, {});
  return (volumes.find(({ holds }) => holds.includes("database"))?.free ?? 0) / 1024 ** 2;
};
/** Another program fills the disk until so much is free. */
async function fillTo(mib: number): Promise<void> {
  const count = Math.floor((await freeMib()) - mib);
  spawnSync("dd", ["if=/dev/zero", `of=${join(room.inside, `filler-${mib}`)}`, "bs=1M", `count=${count}`], { stdio: "ignore" });
}
const empty = (mib: number) => rm(join(room.inside, `filler-${mib}`));
const health = async () => {
  const answer = await fetch(new URL("/api/health", room.url));
  return [answer.status, ((await answer.json()) as { code?: string }).code ?? "ok"];
};
const within10s = { timeout: 10_000, interval: 200 };

beforeAll(async () => {
  if (way !== null) room = await start();
}, 120_000);
afterAll(() => stack.disposeAsync(), 60_000);

it.skipIf(way === null)(
  "a full disk stops recordings with a gap, tells the supervisor within 10 s, and refuses no command; where the reserve is used up health says so",
  { timeout: 180_000 },
  async () => {
    const town = stack.use(await startTown("gate"));
    const { cameraId } = await makeCamera(room, "SU1", "gate", { address: town.address("gate"), login: LOGIN });
    const [operator, supervisor] = [await room.as("operator"), await room.as("supervisor")];
    const causes = async () => {
      const sql = "select cause || case when to_at is null then ' open' else ' over' end as told from gap where camera_id = $1";
      const { rows } = await room.database.db.pool.query<{ told: string }>(sql, [cameraId]);
      return rows.map(({ told }) => told);
    };
    await vi.waitFor(async () => expect(await causes()).toContain("starting over"), { timeout: 20_000, interval: 200 });
    expect(await health()).toEqual([200, "ok"]);

    await fillTo(RESERVE_MIB + 20);
    const told = async () => (await supervisor.must(theRoom.storage, {})).volumes.flatMap(({ stopped }) => stopped);
    await vi.waitFor(async () => expect(await told()).toContain("recordings"), within10s);
    await vi.waitFor(async () => expect(await causes()).toContain("disk_full open"), within10s);

    let refused = 0;
    for (let n = 0; n < 50; n++) {
      const opened = await operator.ask(interventions.open, { body: { origin: "patrol", place: PLACES.SU1, subcategory: "TRF.OBS" } });
      if (!opened.ok) refused += 1;
      else if (!(await operator.ask(interventions.note, { params: opened.value, body: { text: "ملاحظة" } })).ok) refused += 1;
    }
    expect([refused, await health()]).toEqual([0, [200, "ok"]]);

    // Something that asks nobody takes the reserve too.
    await fillTo(RESERVE_MIB / 4 - 5);
    await vi.waitFor(async () => expect(await health()).toEqual([503, "room.cannot_keep"]), within10s);
    await empty(RESERVE_MIB / 4 - 5);
    await vi.waitFor(async () => expect(await health()).toEqual([200, "ok"]), within10s);
    await empty(RESERVE_MIB + 20);
    await vi.waitFor(async () => expect(await causes()).toContain("disk_full over"), within10s);
    expect(await told()).toEqual([]);
  },
);
