import { ok } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { openDatabase, withVault } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable } from "../../platform/testing/cuttable.ts";
import { vaultWith } from "../../platform/vault.ts";
import { lockLines } from "../rows/calls-store.ts";
import { liveCall, newCall } from "../hear/new-call.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, holds, PATIENCE, rows, settled, started, useRoom } from "../testing/switchboard.ts";

useRoom();

/** A switchboard with a way to its database that can stand still. */
async function begun(stack: AsyncDisposableStack) {
  const network = new FakeNetwork();
  const way = stack.use(await cuttable(database.url));
  const db = stack.use(openDatabase({ url: way.url, log: makeLog("silent") }));
  const board = stack.use(await started(network, Date.now, withVault(db, vaultWith(Buffer.alloc(32)))));
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  return { network, way, db, board };
}

it("keeps no caller waiting for what a person asks while the database is there and says nothing", async () => {
  await using stack = new AsyncDisposableStack();
  const { network, way, db, board } = await begun(stack);
  way.freeze();
  stack.defer(() => way.thaw());
  const asked = board.command(() => Promise.resolve(ok(undefined))).catch((error: unknown) => error);
  // The command has its turn once it holds a connection.
  await vi.waitFor(() => expect(db.pool.totalCount - db.pool.idleCount).toBeGreaterThan(0), PATIENCE);
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000051", Date.now());
  await vi.waitFor(() => expect(network.ringing()).toMatchObject([{ callId, target: { extension: "8001" } }]), PATIENCE);
  expect(await asked).toMatchObject({ code: "database.unavailable" });
  // A second one, with turns that wait to be written, is told so as well.
  await expect(board.command(() => Promise.resolve(ok(undefined)))).rejects.toMatchObject({ code: "database.unavailable" });
  way.thaw();
  await vi.waitFor(async () => expect(await rows(`select from call where call_id = '${callId}'`)).toHaveLength(1), PATIENCE);
  network.gone(callId, Date.now());
  await settled(board);
  await holds(board, network);
}, 60_000);

it("keeps no caller waiting for a table that somebody else has locked", async () => {
  await using stack = new AsyncDisposableStack();
  const { network, board } = await begun(stack);
  const other = await database.db.pool.connect();
  await other.query("begin; lock table call_taker in access exclusive mode");
  const inside = Promise.withResolvers<void>();
  const asked = board.command(async (turn) => {
    inside.resolve();
    await turn.tx.withTables<{ call_taker: { user_id: string } }>().selectFrom("call_taker").select("user_id").execute();
    return ok(undefined);
  });
  const failed = asked.catch((error: unknown) => error);
  await inside.promise;
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000052", Date.now());
  try {
    await vi.waitFor(() => expect(network.ringing()).toMatchObject([{ callId }]), PATIENCE);
  } finally {
    await other.query("rollback");
    other.release();
  }
  await failed;
  network.gone(callId, Date.now());
  await settled(board);
  await holds(board, network);
}, 60_000);

it("makes its rows true again where nobody heard whether a command was committed", async () => {
  await using stack = new AsyncDisposableStack();
  const { network, way, board } = await begun(stack);
  const takerId = [...board.acd.takers.values()].find(({ state }) => state.kind === "ready")?.takerId ?? "";
  const [out, leg] = [randomUUID(), randomUUID()];
  way.cutAfter("commit\u0000");
  const failed = await board
    .command(async (turn) => {
      const from = { number: "0550000060", withheld: false };
      const given = { callId: out, direction: "out", dialled: "0550000060", line: "17", from, at: turn.at } as const;
      turn.needBegin(newCall(given));
      await turn.writing.prepare([turn]);
      turn.addCall(liveCall(given));
      const target = { kind: "extension", extension: "8001" } as const;
      turn.addLeg({ legId: leg, callId: out, kind: "called_out", userId: takerId, target, attempt: null, mode: null });
      turn.step({ kind: "called_out", takerId, call: { callId: out, lineId: "17", language: null, since: turn.at } });
      return ok(undefined);
    })
    .catch((error: unknown) => error);
  expect(failed).toMatchObject({ maybeCommitted: true });
  // The premise: it was.
  expect(await rows(`select from call where call_id = '${out}' and ended_at is null`)).toHaveLength(1);
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000061", Date.now());
  await vi.waitFor(() => expect(network.ringing()).toMatchObject([{ callId }]), PATIENCE);
  await settled(board);
  await holds(board, network);
  expect(await rows(`select from call_leg where leg_id = '${leg}' and ended_at is null`)).toEqual([]);
  network.gone(callId, Date.now());
  await settled(board);
}, 60_000);

it("takes the lines again where a connection broke or said nothing while it asked for them", async () => {
  await using stack = new AsyncDisposableStack();
  const way = stack.use(await cuttable(database.url));
  const db = stack.use(openDatabase({ url: way.url, log: makeLog("silent"), maxConnections: 2, silenceTimeoutMs: 200 }));
  for (let tries = 0; tries < 3; tries++) {
    way.cutAfter("pg_try_advisory_lock");
    await expect(lockLines(db, () => undefined)).rejects.toThrow();
  }
  const held = await lockLines(db, () => undefined);
  expect(held).not.toBeNull();
  await held?.giveBack();
}, 60_000);
