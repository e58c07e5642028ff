import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { openDatabase, withVault } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable } from "../../platform/testing/cuttable.ts";
import { vaultWith } from "../../platform/vault.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, holds, PATIENCE, rows, settled, started, useRoom } from "../testing/switchboard.ts";

useRoom();

/** A switchboard whose database can be cut off. */
async function cutOff(stack: AsyncDisposableStack) {
  const way = stack.use(await cuttable(database.url));
  const db = stack.use(openDatabase({ url: way.url, log: makeLog("silent") }));
  return { way, start: (network: FakeNetwork) => started(network, Date.now, withVault(db, vaultWith(Buffer.alloc(32)))) };
}

it("lets nobody wait while the database is away: calls ring, are answered and end, and its rows say so when it is back", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const { way, start } = await cutOff(stack);
  const board = stack.use(await start(network));
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  way.cut();
  const [talks, waits] = [randomUUID(), randomUUID()];
  network.ringIn(talks, "17", "0550000031", Date.now());
  await vi.waitFor(() => expect(network.ringing()).toMatchObject([{ callId: talks, target: { extension: "8001" } }]), PATIENCE);
  network.answer(talks, network.ringing()[0]?.legId ?? "", Date.now());
  network.ringIn(waits, "1548", "0550000032", Date.now() - 5_000);
  await vi.waitFor(() => expect(board.acd.calls.get(waits)?.state.kind).toBe("waiting"), PATIENCE);
  await vi.waitFor(() => expect(network.asked.map(({ what, callId }) => [what, callId])).toContainEqual(["play", waits]), PATIENCE);
  network.gone(waits, Date.now());
  await vi.waitFor(() => expect(board.acd.calls.has(waits)).toBe(false), PATIENCE);
  expect(await rows(`select from call where call_id in ('${talks}', '${waits}')`)).toEqual([]);
  way.mend();
  await vi.waitFor(async () => expect(await rows(`select from call where call_id in ('${talks}', '${waits}')`)).toHaveLength(2), PATIENCE);
  await settled(board);
  await holds(board, network);
  const [over] = await rows<{ ending: string }>(`select ending from call where call_id = '${waits}'`);
  expect(over?.ending).toBe("abandoned");
  const logged = await rows<{ type: string }>(`select type from log_entry where subject_id = '${talks}' order by index`);
  expect(logged.map(({ type }) => type)).toEqual(["call.arrived", "call.answered"]);
  network.gone(talks, Date.now());
  await settled(board);
});

it("knows after a kill what it had said and not written: turns are played again from the journal, once", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const { way, start } = await cutOff(stack);
  const first = await start(network);
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(first);
  way.cut();
  const [talks, waits] = [randomUUID(), randomUUID()];
  network.ringIn(talks, "17", "0550000041", Date.now());
  await vi.waitFor(() => expect(network.ringing()).toHaveLength(1), PATIENCE);
  network.answer(talks, network.ringing()[0]?.legId ?? "", Date.now());
  network.ringIn(waits, "104", "0550000042", Date.now());
  await vi.waitFor(() => expect(network.asked.map(({ what, callId }) => [what, callId])).toContainEqual(["play", waits]), PATIENCE);
  network.kill();
  await first[Symbol.asyncDispose]();
  way.mend();
  const second = stack.use(await start(network));
  expect([talks, waits].map((callId) => second.acd.calls.get(callId)?.state.kind)).toEqual(["talking", "waiting"]);
  await holds(second, network);
  const events = await rows<{ kind: string }>(`select kind from call_event where call_id = '${talks}' order by seq`);
  expect(events.map(({ kind }) => kind)).toEqual(["arrived", "announced", "offered", "answered"]);
  for (const callId of [talks, waits]) network.gone(callId, Date.now());
  await settled(second);
  await holds(second, network);
});
