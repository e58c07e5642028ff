import { afterEach, beforeEach, expect, test } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interventions } from "@amaliyat/contract/interventions";
import { openJournal, type Journal } from "../platform/journal/index.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { compareCountedRows } from "./counted-rows.ts";

let stack: AsyncDisposableStack;
let room: TestRoom;
let journal: Journal;
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  room = stack.use(await startTestRoom({ roles: "api" }));
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-figures-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  journal = stack.use(await openJournal(folder));
});
afterEach(() => stack.disposeAsync());

const compare = (): Promise<string[]> => compareCountedRows({ db: room.database.db, journal });
const behind = (statement: string): Promise<unknown> => room.database.db.pool.query(statement);

test("an act of a person explains what it changed; a change behind the room does not, until it is put right", async () => {
  const operator = await room.as("dispatcher");
  const open = async () =>
    (await operator.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } })).interventionId;
  const first = await open();
  expect(await compare()).toEqual([]);
  const second = await open();
  expect(await compare()).toEqual([]);
  await behind(`update intervention set subcategory = 'TRF.PKG' where intervention_id = '${first}'`);
  expect(await compare()).toEqual([first]);
  // Another act does not hide it, and it stays found.
  await open();
  expect(await compare()).toEqual([first]);
  await behind(`update intervention set subcategory = 'TRF.OBS' where intervention_id = '${first}'`);
  expect(await compare()).toEqual([]);
  await behind(`update intervention set opened_at = opened_at - interval '40 days' where intervention_id = '${second}'`);
  expect(await compare()).toContain(second);
});
