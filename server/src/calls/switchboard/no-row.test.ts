import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, holds, rows, settled, started, useRoom } from "../testing/switchboard.ts";

useRoom();

const count = async (table: string): Promise<number> => (await rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0;

it("writes what a call does whose row the database never took, as fast as that of every other", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  const [callId, other] = [randomUUID(), randomUUID()];
  // No text of the database has this sign: the turn of the arrival is never written.
  network.ringIn(callId, "17\u0000", "0550000091", Date.now());
  await settled(board);
  expect([board.acd.calls.has(callId), await rows(`select from call where call_id = '${callId}'`)]).toEqual([true, []]);
  const begun = performance.now();
  for (let nth = 0; nth < 40; nth++) {
    network.say({ kind: nth % 2 === 0 ? "held" : "resumed", callId, by: "caller", at: Date.now() });
    // Each is a batch of its own, as in a real call.
    if (nth % 10 === 0) await settled(board);
  }
  network.ringIn(other, "1548", "0550000092", Date.now());
  await settled(board);
  expect(await rows(`select from call where call_id = '${other}'`)).toHaveLength(1);
  // A quarter of a second for each was ten seconds.
  // Usually 500 ms.
  expect(performance.now() - begun).toBeLessThan(5_000);
  network.gone(callId, Date.now());
  network.gone(other, Date.now());
  await settled(board);
  await holds(board, network);
}, 60_000);

it("does nothing for events of calls that nobody knows", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  await settled(board);
  const mark = async () => (await rows<{ place: string }>("select place from lines_mark"))[0]?.place;
  const before = [await mark(), await count("call_event"), await count("log_entry")];
  for (let nth = 0; nth < 2_000; nth++) {
    const [callId, at] = [randomUUID(), Date.now()];
    network.say({ kind: "digit", callId, digit: "1", at });
    network.say({ kind: "text", callId, text: "x", mark: { ssrc: 1, sequence: 1 }, at });
    network.say({ kind: "ended", callId, by: "caller", at });
    network.say({ kind: "leg_failed", callId, legId: randomUUID(), why: "busy", at });
  }
  await settled(board);
  expect([await mark(), await count("call_event"), await count("log_entry")]).toEqual(before);
  expect(database.db).toBeDefined();
}, 60_000);

it("writes the end of a call that was gone after a kill, though the database never takes that of another", async () => {
  const network = new FakeNetwork();
  const first = await started(network);
  const [callId, other] = [randomUUID(), randomUUID()];
  for (const each of [callId, other]) network.ringIn(each, "17", "0550000093", Date.now());
  await settled(first);
  await database.db.pool.query(`alter table call add constraint never_over check (call_id <> '${callId}' or ended_at is null)`);
  network.kill();
  await first[Symbol.asyncDispose]();
  network.calls.clear();
  const second = await started(network);
  await settled(second);
  const open = await rows<{ call_id: string }>("select call_id from call where ended_at is null");
  await second[Symbol.asyncDispose]();
  await database.db.pool.query("alter table call drop constraint never_over");
  expect(open).toEqual([{ call_id: callId }]);
}, 60_000);

it.each([
  ["is read-only", "25006"],
  ["lets nobody in", "28000"],
])(
  "keeps all that the lines say while the database %s, and writes it afterwards",
  async (_what, state) => {
    await using stack = new AsyncDisposableStack();
    const network = new FakeNetwork();
    const board = stack.use(await started(network));
    const { pool } = database.db;
    await pool.query(`create function takes_nothing() returns trigger language plpgsql as
    $$ begin raise exception 'takes nothing' using errcode = '${state}'; end $$`);
    await pool.query(
      "create trigger takes_nothing before insert or update on lines_mark for each statement execute function takes_nothing()",
    );
    const all = Array.from({ length: 6 }, () => randomUUID());
    for (const [nth, callId] of all.entries()) network.ringIn(callId, "17", `055000010${nth}`, Date.now());
    // Real time: a turn that the database refused was given up after a quarter of a second.
    await sleep(2_000);
    await pool.query("drop function takes_nothing cascade");
    for (const callId of all) network.gone(callId, Date.now());
    await settled(board);
    expect(await rows(`select from call where call_id = any('{${all.join(",")}}')`)).toHaveLength(all.length);
    await holds(board, network);
  },
  60_000,
);
