import { emptyAcd, NEW_LINE, type Conversation } from "@amaliyat/domain/calls";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { openDatabase, SYSTEM, transaction, withVault, type Db } from "../../platform/database/index.ts";
import { openJournal } from "../../platform/journal/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable } from "../../platform/testing/cuttable.ts";
import { vaultWith } from "../../platform/vault.ts";
import { Switchboard } from "../switchboard/switchboard.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, depsOf, holds, PATIENCE, rows, settled, useRoom } from "../testing/switchboard.ts";
import { EMPTY_TEXT, readTexts } from "../rows/text-store.ts";
import type { LinesNow, LiveCall } from "../turns/lines-now.ts";
import { Turn } from "../turns/turn.ts";
import { liveCall } from "./new-call.ts";
import { sayAgain } from "./text.ts";

useRoom();

const NOTHING: LinesNow = { acd: emptyAcd([]), lines: [], calls: new Map(), legs: new Map(), takers: new Map(), said: new Map() };

it("says once more what a call-taker wrote shortly before a kill, and nothing older", () => {
  const lines = [
    { by: "room", person: "u", at: 1, text: "اخرج", changedAt: 1 },
    { by: "caller", person: null, at: 20_000, text: "je sors", changedAt: 20_000 },
    { by: "room", person: "u", at: 21_000, text: "لا تخرج", changedAt: 22_000 },
  ].map((line) => ({ ...line, ended: false, alert: false })) as Conversation["lines"];
  const text = { ...EMPTY_TEXT, kind: "alone" as const, conversation: { lines, signs: 20, full: false } };
  const from = { number: null, withheld: true };
  const call: LiveCall = { ...liveCall({ callId: "c", direction: "in", dialled: "17", line: "17", from, at: 1 }), text };
  const turn = new Turn(30_000, { ...NOTHING, calls: new Map([["c", call]]) }, {} as never);
  sayAgain(turn, "c");
  const said = turn
    .call("c")
    ?.text?.conversation.lines.filter(({ person, by }) => by === "room" && person === null)
    .map((line) => line.text);
  expect(said?.filter((line) => line.includes("لا تخرج"))).toHaveLength(1);
  expect(said?.some((line) => line.includes("Réécrivez"))).toBe(true);
  expect(said?.some((line) => line.endsWith(": اخرج"))).toBe(false);
  expect(turn.orders.filter(({ what }) => what === "write")).toHaveLength(2);
});

it("goes on after a kill: what was in the journal alone is there, the last packet is known, and the caller is told to write again", async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-text-journal-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const vault = vaultWith(Buffer.alloc(32, 1));
  const way = stack.use(await cuttable(database.url));
  const away = withVault(stack.use(openDatabase({ url: way.url, log: makeLog("silent") })), vault);
  const db = withVault(database.db, vault);
  const network = new FakeNetwork();
  const callId = randomUUID();
  const at = Date.now();
  const start = async (given: Db): Promise<Switchboard> => {
    const board = new Switchboard({ ...depsOf(network, Date.now, given), openJournal: () => openJournal(folder) });
    await vi.waitFor(() => expect(board.isRunning).toBe(true), PATIENCE);
    return board;
  };
  const first = await start(away);
  network.ringIn(callId, "17", "0550000081", at, null, false, "alone");
  network.say({ kind: "text", callId, text: "secours", mark: { ssrc: 9, sequence: 1 }, at });
  await settled(first);
  // The database is away: only the journal has what is written from now on, when the server is killed.
  way.cut();
  network.say({ kind: "text", callId, text: ` vite${NEW_LINE}`, mark: { ssrc: 9, sequence: 2 }, at });
  const onDisk = async (): Promise<Buffer> =>
    Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name)))));
  await vi.waitFor(async () => expect((await onDisk()).toString("latin1").split('"kind":"text"').length).toBeGreaterThan(2), PATIENCE);
  network.kill();
  await first[Symbol.asyncDispose]();
  // The bytes on the disk are sealed.
  expect((await onDisk()).includes("vite")).toBe(false);
  expect((await onDisk()).includes("secours")).toBe(false);
  network.asked.length = 0;
  const second = stack.use(await start(db));
  await settled(second);
  expect(network.marks.get(callId)).toEqual({ ssrc: 9, sequence: 2 });
  expect(network.wrote(callId)).toContain("Réécrivez");
  network.say({ kind: "text", callId, text: "12 rue", mark: { ssrc: 9, sequence: 3 }, at });
  await settled(second);
  const kept = await transaction(db, SYSTEM, (tx) => readTexts(tx, [callId]), { readOnly: true });
  const caller = kept.get(callId)?.conversation.lines.filter(({ by }) => by === "caller");
  expect(caller?.map(({ text }) => text)).toEqual(["secours vite", "12 rue"]);
  network.gone(callId, Date.now());
  await settled(second);
  await holds(second, network);
  expect(await rows(`select kind from call_event where call_id = '${callId}' and kind = 'text_began'`)).toHaveLength(1);
}, 60_000);
