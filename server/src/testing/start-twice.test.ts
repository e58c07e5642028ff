import { readdir, stat } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { cloneDatabase } from "../platform/testing/database.ts";
import { startProgram } from "./child-program.ts";
import { startChildRoom } from "./child-room.ts";
import { temporaryData, testEnvironment } from "./test-room.ts";

/** Every file of a folder with when it was written. */
async function stateOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).toSorted();
  return Promise.all(names.map(async (name) => `${name} ${(await stat(join(folder, name))).mtimeMs}`));
}

it(
  "a second start in a folder is refused with who holds it, and touches neither folder nor database; other roles may share it",
  { timeout: 120_000 },
  async () => {
    await using database = await cloneDatabase();
    await using data = await temporaryData();
    const options = { data: data.path, databaseUrl: database.url, roles: "api,recorder" };
    const first = await startChildRoom(options);
    onTestFinished(() => void first.child.kill("SIGKILL"));
    const rows = async () => (await database.db.pool.query<{ n: string }>("select count(*)::text as n from log_entry")).rows[0]?.n;
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const [before, entries] = [(await stateOf(data.path)).filter((line) => !line.includes("journal")), await rows()];
    const second = startProgram("main.ts", [], testEnvironment(data.path, database.url, "recorder,worker"));
    expect(await second.ended).toBe(2);
    expect(second.err()).toMatch(
      new RegExp(
        `^folder\\.taken: ${data.path} is in use \\(recorder\\) by process ${first.child.pid} of user \\S+ on \\S+ since 20.*\\n$`,
      ),
    );
    expect((await stateOf(data.path)).filter((line) => !line.includes("journal"))).toEqual(before);
    expect(await rows()).toBe(entries);

    const worker = startProgram("main.ts", [], testEnvironment(data.path, database.url, "worker"));
    onTestFinished(() => void worker.child.kill("SIGKILL"));
    await expect.poll(() => worker.out(), { timeout: 30_000 }).toContain('"ready":true');

    // A holder that was killed leaves no lock.
    first.child.kill("SIGKILL");
    await first.ended;
    const third = await startChildRoom(options);
    third.child.kill("SIGKILL");
  },
);

it("a port that is taken ends the start before the folder or the database is touched", { timeout: 60_000 }, async () => {
  await using database = await cloneDatabase();
  await using data = await temporaryData();
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const entries = async () => (await database.db.pool.query("select from log_entry")).rowCount;
  const before = await entries();
  const environment = { ...testEnvironment(data.path, database.url, "api,recorder,worker"), AMALIYAT_PORT: String(port) };
  const room = startProgram("main.ts", [], environment);
  expect(await room.ended).toBe(2);
  expect(room.err()).toBe(
    `port.taken: 127.0.0.1:${port} is in use by another program. Stop that one first, or choose another AMALIYAT_PORT.\n`,
  );
  expect([await readdir(data.path), await entries()]).toEqual([["locks"], before]);
});
