import { ok } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { openDatabase, withVault } from "../platform/database/index.ts";
import { makeLog } from "../platform/log.ts";
import { cuttable } from "../platform/testing/cuttable.ts";
import { vaultWith } from "../platform/vault.ts";
import { FakeNetwork } from "./testing/fake-exchange.ts";
import { database, holds, PATIENCE, rows, settled, started } from "./testing/switchboard.ts";

/** A switchboard with a way to its database that can stand still. */
async function begun(stack: AsyncDisposableStack) {
  const network = new FakeNetwork();
  const way = stack.use(await cuttable(database.url));
  const db = stack.use(openDatabase({ url: way.url, log: makeLog("silent") }));
  const board = stack.use(await started(network, Date.now, withVault(db, vaultWith(Buffer.alloc(32)))));
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  return { network, way, board };
}

it("keeps no caller waiting for what a person asks while the database is there and says nothing", async () => {
  await using stack = new AsyncDisposableStack();
  const { network, way, board } = await begun(stack);
  way.freeze();
  stack.defer(() => way.thaw());
  const asked = board.command(() => Promise.resolve(ok(undefined))).catch((error: unknown) => error);
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
  const asked = board.command(async (turn) => {
    await turn.tx.withTables<{ call_taker: { user_id: string } }>().selectFrom("call_taker").select("user_id").execute();
    return ok(undefined);
  });
  const failed = asked.catch((error: unknown) => error);
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
