import { afterEach, beforeEach, expect, test } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calls } from "@amaliyat/contract/calls";
import { interventions } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { FakeNetwork } from "../calls/testing/fake-exchange.ts";
import { openJournal, type Journal } from "../platform/journal/index.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { queueThings } from "../testing/things/queue-things.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { compareCountedRows } from "./counted-rows.ts";

let stack: AsyncDisposableStack;
let room: TestRoom;
let journal: Journal;
let network: FakeNetwork;
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  network = new FakeNetwork();
  room = stack.use(await startTestRoom({ roles: "api", startExchange: network.start }));
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

test("calls and reports are compared too: what people and telephones do is explained, a change behind the room is not", async () => {
  const queue = await queueThings(room, network);
  const before = await queue.closed("SU1");
  expect(await compare()).toEqual([]);
  const open = await queue.open("SU1");
  const taker = await room.as("call_taker");
  await taker.must(calls.setNature, { params: { callId: open.callId }, body: { nature: "ACC" } });
  await taker.must(calls.setNature, { params: { callId: before.callId }, body: { nature: "HLP" } });
  await taker.must(reports.open, { params: { reportId: open.reportId } });
  await taker.must(reports.take, { params: { reportId: open.reportId } });
  await taker.must(reports.classify, { params: { reportId: open.reportId }, body: { nature: "ACC" } });
  await taker.must(reports.makeIntervention, { params: { reportId: open.reportId }, body: { note: "ملاحظة" } });
  await queue.closed("SU2");
  expect(await compare()).toEqual([]);
  await behind(`update call set nature = 'OTH' where call_id = '${before.callId}'`);
  expect(await compare()).toEqual([before.callId]);
  await behind(`update call set nature = 'HLP' where call_id = '${before.callId}'`);
  expect(await compare()).toEqual([]);
  await behind(`delete from report_file where report_id = '${before.reportId}'`);
  await behind(`update report set received_at = received_at - interval '60 days' where report_id = '${before.reportId}'`);
  expect(new Set(await compare())).toEqual(new Set([before.reportId]));
});

test("reports of a wave are explained by the entry that closed the wave", async () => {
  const queue = await queueThings(room, network);
  const { reportId } = await queue.open("SU1");
  const waveId = randomUUID();
  await behind(`insert into report_wave (wave_id, danger, alike, first_at, last_at) values ('${waveId}', true, true, now(), now())`);
  await behind(`update report set wave_id = '${waveId}' where report_id = '${reportId}'`);
  expect(await compare()).toEqual([]);
  await (await room.as("call_taker")).must(reports.closeWave, { params: { waveId }, body: { end: "nuisance", words: null } });
  expect(await compare()).toEqual([]);
});

test("a caller who was gone before the room was told, and a call that the edge saved, have their entries", async () => {
  expect(await compare()).toEqual([]);
  const [left, saved] = [randomUUID(), randomUUID()];
  const from = { number: "0550998877", withheld: false };
  const at = Date.now() - 60_000;
  network.say({ kind: "left", callId: left, dialled: "17", from, at, seconds: 0.05 });
  network.say({ kind: "survived", callId: saved, dialled: "17", from, extension: null, at, seconds: 9 });
  const desk = await room.as("call_taker");
  const ending = async (callId: string) => (await desk.must(calls.list, { query: {} })).rows.find((row) => row.callId === callId)?.ending;
  await expect.poll(() => ending(left)).toBe("zero_second");
  await expect.poll(() => ending(saved)).toBe("abandoned");
  expect(await compare()).toEqual([]);
  for (const callId of [left, saved])
    expect((await logEntries(room, callId)).map(({ type }) => type)).toEqual(["call.arrived", "call.ended"]);
});
