import { statistics } from "@amaliyat/contract/statistics";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { runImport } from "./import/run-import.ts";

/** No worker runs: each import is run by the test itself. */
let room: TestRoom;
let analyst: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  analyst = await room.as("analyst");
});
afterAll(() => room[Symbol.asyncDispose]());

const query = async <T extends object>(text: string): Promise<T[]> => (await room.database.db.pool.query<T>(text)).rows;
const HEADER = "arrived_at,line,nature,sector,answered_after_s,duration_s";
/** One good row and a bad one. */
const begin = async (day: number): Promise<string> => {
  const text = [HEADER, `2023-02-0${day}T10:00:00+01:00,17,HLP,,,`, "no time,17,HLP,,,", ""].join("\r\n");
  const { importId } = await analyst.must(statistics.startImport, { query: { kind: "calls", fileName: "calls.csv" }, body: text });
  return importId;
};
const run = (importId: string) => runImport({ db: room.database.db, clock: Date.now }, importId);

it("an import ends in the transaction of its rows: neither can be kept without the other", async () => {
  const importId = await begin(1);
  await run(importId);
  const [row] = await query<{ same: boolean; state: string; taken: number }>(
    `select j.state, j.taken, j.xmin = c.xmin as same from import_job j join call c using (import_id) where import_id = '${importId}'`,
  );
  expect(row).toEqual({ state: "done", taken: 1, same: true });
  const entries = await logEntries(room, importId);
  expect(entries.map(({ type }) => type)).toEqual(["import.started", "import.ended"]);
  const [entry] = await query<{ same: boolean }>(
    `select l.xmin = c.xmin as same from log_entry l, call c where l.type = 'import.ended' and c.import_id = '${importId}'`,
  );
  expect(entry?.same).toBe(true);
});

it("cancelled in the very last moment, it leaves no row", async () => {
  const importId = await begin(2);
  await query(`create function cancel_now() returns trigger language plpgsql as $$
    begin update import_job set state = 'cancelled'; return null; end $$`);
  await query("create trigger cancels after insert on import_error for each statement execute function cancel_now()");
  await run(importId);
  await query("drop trigger cancels on import_error");
  expect(await query(`select from call where import_id = '${importId}'`)).toEqual([]);
  expect((await logEntries(room, importId)).map(({ type }) => type)).toEqual(["import.started"]);
});

it("the refused rows are for whoever handed the file in, and reading them is logged", async () => {
  const importId = await begin(3);
  await run(importId);
  const path = `/api/imports/${importId}/errors.csv`;
  const own = await analyst.fetch(path);
  expect([own.status, await own.text()]).toEqual([200, expect.stringContaining("no time") as string]);
  expect((await (await room.as("analyst2")).fetch(path)).status).toBe(404);
  expect((await logEntries(room, importId)).filter(({ type }) => type === "import.errors_read")).toMatchObject([{ actor_name: "analyst" }]);
});
