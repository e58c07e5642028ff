import { ok } from "@amaliyat/domain/kernel";
import * as fc from "fast-check";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { openDatabase, withVault } from "../../platform/database/index.ts";
import { openJournal, type Journal } from "../../platform/journal/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable } from "../../platform/testing/cuttable.ts";
import { vaultWith } from "../../platform/vault.ts";
import { Switchboard } from "../switchboard/switchboard.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, depsOf, holds, PATIENCE, rows, settled, useRoom } from "../testing/switchboard.ts";

useRoom();

type Step = { readonly kind: "ring" | "answer" | "gone" | "command"; readonly lateMs: number | null; readonly isDiskFull: boolean };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("ring", "answer", "gone", "gone", "command"),
  lateMs: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 900 })),
  isDiskFull: fc.boolean(),
});

/** A switchboard with a way on which a commit may be late, and a disk that may take no turns. */
async function begun(stack: AsyncDisposableStack, network: FakeNetwork) {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-written-once-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const way = stack.use(await cuttable(database.url));
  const db = withVault(stack.use(openDatabase({ url: way.url, log: makeLog("silent") })), vaultWith(Buffer.alloc(32)));
  const disk = { isFull: false };
  const opened = async (): Promise<Journal> => {
    const journal = await openJournal(folder);
    const append: Journal["append"] = (...given) => (disk.isFull ? Promise.reject(new Error("no room")) : journal.append(...given));
    return { ...journal, append, [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose]() };
  };
  const board = stack.use(new Switchboard({ ...depsOf(network, Date.now, db), openJournal: opened }));
  await vi.waitFor(() => expect(board.isRunning).toBe(true), PATIENCE);
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  return { way, disk, board };
}

it("writes each turn once, and nothing older over it, however late the database commits what was given up", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      await using stack = new AsyncDisposableStack();
      const network = new FakeNetwork();
      const { way, disk, board } = await begun(stack, network);
      const rung: string[] = [];
      for (const { kind, lateMs, isDiskFull } of steps) {
        disk.isFull = isDiskFull;
        if (lateMs !== null) way.commitLate("lines_mark", lateMs);
        const [ringing] = network.ringing();
        const open = [...network.calls.keys()];
        if (kind === "ring" || open.length === 0) {
          rung.push(randomUUID());
          network.ringIn(rung.at(-1) ?? "", "17", "0550000081", Date.now());
        } else if (kind === "answer") network.answer(ringing?.callId ?? "", ringing?.legId ?? "", Date.now());
        else if (kind === "gone") network.gone(open[0] ?? "", Date.now());
        else await board.command(() => Promise.resolve(ok(undefined))).catch(() => undefined);
        await settled(board);
      }
      for (const callId of network.calls.keys()) network.gone(callId, Date.now());
      await settled(board);
      await way.lateCommits();
      await settled(board);
      await holds(board, network);
      const twice = await rows(
        `select subject_id, type, count(*)::int from log_entry where subject_id in ('${rung.join("','")}')
         and type in ('call.arrived', 'call.answered', 'call.ended') group by 1, 2 having count(*) > 1`,
      );
      expect(twice).toEqual([]);
      const once = await rows<{ kind: string }>(
        `select call_id, kind, count(*)::int from call_event where call_id in ('${rung.join("','")}')
         and kind in ('arrived', 'answered', 'ended') group by 1, 2 having count(*) > 1`,
      );
      expect(once).toEqual([]);
      expect(await rows(`select from call where call_id in ('${rung.join("','")}') and ended_at is not null`)).toHaveLength(rung.length);
    }),
    { numRuns: 12 },
  );
}, 180_000);
