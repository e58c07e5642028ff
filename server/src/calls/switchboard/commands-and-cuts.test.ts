import { ok } from "@amaliyat/domain/kernel";
import * as fc from "fast-check";
import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { openDatabase, withVault } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable } from "../../platform/testing/cuttable.ts";
import { vaultWith } from "../../platform/vault.ts";
import type { CommandTurn } from "../turns/command-turn.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, holds, PATIENCE, PEOPLE, settled, started, useRoom } from "../testing/switchboard.ts";
useRoom();

const nth = fc.nat(3);
type Act = {
  readonly kind:
    | "ring"
    | "answer"
    | "refuse"
    | "gone"
    | "lost"
    | "picked"
    | "hung up"
    | "cut"
    | "mend"
    | "cut commit"
    | "kill"
    | "phone"
    | "step";
  readonly nth: number;
};
const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom<Act["kind"]>(
    "ring",
    "ring",
    "ring",
    "answer",
    "answer",
    "refuse",
    "gone",
    "gone",
    "lost",
    "picked",
    "picked",
    "picked",
    "hung up",
    "cut",
    "mend",
    "mend",
    "cut commit",
    "cut commit",
    "kill",
    "phone",
    "step",
  ),
  nth,
});
const pick = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)];

it("has true rows at the end, whatever was asked, cut off and killed on the way", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      await using stack = new AsyncDisposableStack();
      const network = new FakeNetwork();
      const way = stack.use(await cuttable(database.url));
      const db = stack.use(openDatabase({ url: way.url, log: makeLog("silent") }));
      const start = () => started(network, Date.now, withVault(db, vaultWith(Buffer.alloc(32))));
      let board = await start();
      let isCut = false;
      const cut = (on: boolean): void => {
        isCut = on;
        if (on) way.cut();
        else way.mend();
      };
      const asked: Promise<unknown>[] = [];
      const command = (work: (turn: CommandTurn) => void) =>
        void asked.push(board.command((turn) => Promise.resolve(ok(work(turn)))).catch(() => undefined));
      try {
        for (const extension of PEOPLE) network.say({ kind: "phone_registered", extension, at: Date.now() });
        await settled(board);
        for (const { kind, nth: n } of acts) {
          const at = Date.now();
          const callId = pick([...network.calls.keys()], n) ?? "";
          const ringing = pick(network.ringing(), n);
          const talking = pick(
            [...network.calls].flatMap(([id, { legs }]) => [...legs].flatMap(([legId, { answered }]) => (answered ? [{ id, legId }] : []))),
            n,
          );
          if (kind === "ring") network.ringIn(randomUUID(), ["17", "104", "1548", "999"][n] ?? "17", "0550000001", at);
          else if (kind === "answer" && ringing) network.answer(ringing.callId, ringing.legId, at);
          else if (kind === "refuse" && ringing) network.refuse(ringing.callId, ringing.legId, "refused", at);
          else if (kind === "gone") network.gone(callId, at);
          else if (kind === "lost" && talking) network.end(talking.id, talking.legId, "lost", at);
          else if (kind === "phone") network.say({ kind: n % 2 ? "phone_lost" : "phone_registered", extension: PEOPLE[n % 3] ?? "", at });
          else if (kind === "picked") {
            const takerId = pick([...board.acd.takers.keys()], n) ?? "";
            command((turn) => turn.openCall(callId) && turn.step({ kind: "picked", callId, takerId }));
          } else if (kind === "hung up") command((turn) => turn.openCall(callId) && turn.hangUp(callId));
          else if (kind === "cut") cut(true);
          else if (kind === "mend") cut(false);
          else if (kind === "cut commit") way.cutAfter("commit\u0000");
          else if (kind === "step") await board.follow(n % 2 ? 86_400_000 : -86_400_000, () => undefined);
          else if (kind === "kill" && !isCut) {
            network.kill();
            await board[Symbol.asyncDispose]();
            board = await start();
          }
          await new Promise((resolve) => setTimeout(resolve, n * 15));
        }
        way.mend();
        await Promise.all(asked);
        await settled(board);
        // The next turn makes all true that was in doubt.
        network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
        // The lock of the lines is taken again within half a second, and nothing is written before.
        const areTrue = () =>
          vi.waitFor(async () => {
            await settled(board);
            await holds(board, network);
          }, PATIENCE);
        await areTrue();
        for (const callId of network.calls.keys()) network.gone(callId, Date.now());
        await areTrue();
        expect(network.calls.size).toBe(0);
      } finally {
        way.mend();
        await board[Symbol.asyncDispose]();
      }
    }),
    { numRuns: 8 },
  );
}, 300_000);
