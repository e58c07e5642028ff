import { readdir, stat } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { cloneDatabase } from "../platform/testing/database.ts";
import { startProgram, type ChildProgram } from "./child-program.ts";
import { temporaryData, testEnvironment } from "./test-room.ts";

/** Every file of a folder with when it was written, but for those of recordings: the first room writes its journal there all the time. */
async function stateOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => !name.startsWith("recordings")).toSorted();
  return Promise.all(names.map(async (name) => `${name} ${(await stat(join(folder, name))).mtimeMs}`));
}

/** The state of a folder once a room that has just started writes nothing more there: its lines open their journal after it is ready. */
async function settledStateOf(folder: string): Promise<string[]> {
  for (let before = await stateOf(folder), unchanged = 0; ;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = await stateOf(folder);
    unchanged = now.join() === before.join() ? unchanged + 1 : 0;
    if (unchanged === 20) return now;
    before = now;
  }
}

/** A room in a process of its own that stands, until it is let go of: what it writes must not come back into a folder that goes. */
async function started(environment: Readonly<Record<string, string>>): Promise<ChildProgram & AsyncDisposable> {
  const room = startProgram("main.ts", [], environment);
  const end = async (): Promise<void> => {
    room.child.kill("SIGKILL");
    await room.ended;
  };
  onTestFinished(end);
  await expect.poll(() => room.out(), { timeout: 90_000 }).toContain('"ready":true');
  return Object.assign(room, { [Symbol.asyncDispose]: end });
}

it(
  "a second start in a folder is refused with who holds it, and touches neither folder nor database; other roles may share it",
  { timeout: 300_000 },
  async () => {
    await using database = await cloneDatabase();
    await using data = await temporaryData();
    await using first = await started(testEnvironment(data.path, database, "api,recorder"));
    const rows = async () => (await database.db.pool.query<{ n: string }>("select count(*)::text as n from log_entry")).rows[0]?.n;
    const [before, entries] = [await settledStateOf(data.path), await rows()];
    const second = startProgram("main.ts", [], testEnvironment(data.path, database, "recorder,worker"));
    expect(await second.ended).toBe(2);
    expect(second.err()).toMatch(
      new RegExp(
        `^folder\\.taken: ${data.path} is in use \\(recorder\\) by process ${first.child.pid} of user \\S+ on \\S+ since 20.*\\n$`,
      ),
    );
    expect(await stateOf(data.path)).toEqual(before);
    expect(await rows()).toBe(entries);

    await using _worker = await started(testEnvironment(data.path, database, "worker"));

    // A holder that was killed leaves no lock.
    first.child.kill("SIGKILL");
    await first.ended;
    await using _again = await started(testEnvironment(data.path, database, "api,recorder"));
  },
);

it("a port that is taken ends the start before the folder or the database is touched", { timeout: 120_000 }, async () => {
  await using database = await cloneDatabase();
  await using data = await temporaryData();
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const entries = async () => (await database.db.pool.query("select from log_entry")).rowCount;
  const before = await entries();
  const environment = { ...testEnvironment(data.path, database, "api,recorder,worker"), AMALIYAT_PORT: String(port) };
  const room = startProgram("main.ts", [], environment);
  expect(await room.ended).toBe(2);
  expect(room.err()).toBe(
    `port.taken: 127.0.0.1:${port} is in use by another program. Stop that one first, or choose another AMALIYAT_PORT.\n`,
  );
  expect([await readdir(data.path), await entries()]).toEqual([["locks"], before]);
});
