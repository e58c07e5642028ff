import { IMPORT_COLUMNS } from "@amaliyat/domain/statistics";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../platform/testing/database.ts";
import { startChildRoom, type ChildRoom } from "../../testing/child-room.ts";
import { importEnds, startImport } from "../../testing/things/imports.ts";
import { clientsOf, furnish, temporaryData } from "../../testing/test-room.ts";

const stack = new AsyncDisposableStack();
let database: TestDatabase;
let room: ChildRoom;
let data = "";
const start = () => startChildRoom({ data, database });

beforeAll(async () => {
  database = stack.use(await cloneDatabase());
  data = stack.use(await temporaryData()).path;
  room = await start();
  stack.defer(async () => {
    room.child.kill("SIGKILL");
    await room.ended;
  });
  await furnish(room.url, database);
});
afterAll(() => stack.disposeAsync());

const ROWS = 1_500;
const file = [
  IMPORT_COLUMNS.calls.join(","),
  ...Array.from({ length: ROWS }, (_, n) => `2020-01-01T00:00:00+01:00,17,HLP,,${n},`),
  "bad,row",
].join("\r\n");
const count = async (table: string) => (await database.db.pool.query(`select from ${table}`)).rowCount;

it("an import whose worker was killed in the middle is done once, after the next start", async () => {
  const before = await clientsOf(room.url)("analyst");
  const holder = await database.db.pool.connect();
  await holder.query("begin; lock table call in share mode");
  const started = await startImport(before, "calls", file);
  if (!started.ok) throw new Error(started.error.code);
  const { importId } = started.value;
  // All rows are read, and the first of them waits to be written.
  await vi.waitFor(async () => {
    const { rows } = await database.db.pool.query(
      "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into call%'",
    );
    expect(rows).toHaveLength(1);
  }, 20_000);
  room.child.kill("SIGKILL");
  expect(await room.ended).toBe(null);
  await holder.query("commit");
  holder.release();
  expect(await count("call")).toBe(0);

  room = await start();
  const after = await clientsOf(room.url)("analyst");
  const job = await importEnds(after, importId);
  expect(job).toMatchObject({ state: "done", rows: ROWS + 1, read: ROWS + 1, taken: ROWS, refused: 1 });
  expect([await count("call"), await count("import_error")]).toEqual([ROWS, 1]);
  const { rows } = await database.db.pool.query("select type from log_entry where subject_id = $1 order by index", [importId]);
  expect(rows).toEqual([{ type: "import.started" }, { type: "import.ended" }]);
  // The job ends a moment after the import that it did.
  await vi.waitFor(async () => expect(await count("graphile_worker._private_jobs")).toBe(0), 20_000);
});
