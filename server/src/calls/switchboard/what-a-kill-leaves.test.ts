import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { openDatabase } from "../../platform/database/index.ts";
import { openJournal } from "../../platform/journal/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable } from "../../platform/testing/cuttable.ts";
import { Switchboard } from "./switchboard.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, depsOf, holds, PATIENCE, rows, settled, started, useRoom } from "../testing/switchboard.ts";

useRoom();

it("hangs up a caller of a closed line who had heard so when the server was killed, instead of leaving them in silence", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  stack.defer(async () => void (await database.db.pool.query("update line set closed_at = null where number = '1548'")));
  await database.db.pool.query("update line set closed_at = now() where number = '1548'");
  const first = await started(network);
  const callId = randomUUID();
  network.ringIn(callId, "1548", "0550000071", Date.now());
  await vi.waitFor(() => expect(network.asked.map(({ what }) => what)).toContain("play"), PATIENCE);
  await settled(first);
  network.kill();
  await first[Symbol.asyncDispose]();
  network.asked.length = 0;
  const second = stack.use(await started(network));
  await vi.waitFor(
    () => expect(network.asked.filter((each) => each.callId === callId).map(({ what }) => what)).toContain("play"),
    PATIENCE,
  );
  network.gone(callId, Date.now());
  await settled(second);
  await holds(second, network);
  expect(await rows(`select ending from call where call_id = '${callId}'`)).toEqual([{ ending: "closed" }]);
}, 60_000);

it("takes the lines though records of turns in the journal are of another form, and leaves those out", async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-old-journal-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const network = new FakeNetwork();
  const callId = randomUUID();
  const at = Date.now();
  const from = { number: "0550000072", withheld: false };
  const good = { event: { kind: "arrived", callId, dialled: "17", from, location: null, at }, at, ids: [] };
  {
    await using journal = await openJournal(folder);
    await journal.append("lines.turns", ["{}", "not json", "null", '{"event":{"kind":"arrived"},"at":1}', JSON.stringify(good)]);
  }
  network.calls.set(callId, { legs: new Map(), playing: [] });
  const board = stack.use(new Switchboard({ ...depsOf(network), openJournal: () => openJournal(folder) }));
  await vi.waitFor(() => expect(board.isRunning).toBe(true), PATIENCE);
  await settled(board);
  expect(board.acd.calls.get(callId)?.state.kind).toBe("waiting");
  network.gone(callId, Date.now());
  await settled(board);
  await holds(board, network);
}, 60_000);

it("has the recording of a call that was over when the server was killed, once, though its row is in the journal alone and it is told twice", async () => {
  await using stack = new AsyncDisposableStack();
  const way = stack.use(await cuttable(database.url));
  const db = stack.use(openDatabase({ url: way.url, log: makeLog("silent") }));
  const network = new FakeNetwork();
  const first = await started(network, Date.now, db);
  way.cut();
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000073", Date.now() - 5_000);
  await vi.waitFor(() => expect(first.acd.calls.has(callId)).toBe(true), PATIENCE);
  network.gone(callId, Date.now());
  await vi.waitFor(() => expect(first.acd.calls.has(callId)).toBe(false), PATIENCE);
  network.kill();
  await first[Symbol.asyncDispose]();
  way.mend();
  expect(await rows(`select from call where call_id = '${callId}'`)).toEqual([]);
  const told = { kind: "recorded", callId, file: `/recordings/${callId}-0.wav`, seconds: 2, lost: 0, at: Date.now() } as const;
  for (let times = 0; times < 2; times++) network.say(told);
  const second = stack.use(await started(network));
  await settled(second);
  network.say(told);
  await settled(second);
  expect(await rows(`select file from call_recording where call_id = '${callId}'`)).toEqual([{ file: `${callId}-0.wav` }]);
  expect(await rows(`select from call_event where call_id = '${callId}' and kind = 'recorded'`)).toHaveLength(1);
  await holds(second, network);
}, 60_000);

it("leaves a call-taker and the caller in their talk, though the answer was not written when the server was killed", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const first = await started(network);
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000074", Date.now());
  await vi.waitFor(() => expect(network.ringing()).toHaveLength(1), PATIENCE);
  await settled(first);
  const legId = network.ringing()[0]?.legId ?? "";
  network.kill();
  await first[Symbol.asyncDispose]();
  // The telephone's answer was on its way to the journal.
  const leg = network.calls.get(callId)?.legs.get(legId);
  if (leg !== undefined) leg.answered = true;
  network.asked.length = 0;
  const second = stack.use(await started(network));
  await settled(second);
  expect(second.acd.calls.get(callId)?.state.kind).toBe("talking");
  expect(network.asked.filter(({ what }) => what === "drop" || what === "play" || what === "ring")).toEqual([]);
  network.gone(callId, Date.now());
  await settled(second);
  await holds(second, network);
  expect(await rows(`select ending from call where call_id = '${callId}'`)).toEqual([{ ending: "answered" }]);
}, 60_000);

it("answers the callers who waited for the lines before it writes the rows of others, but not for ever", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const callId = randomUUID();
  const arrived = (): Promise<readonly unknown[]> => rows(`select from call where call_id = '${callId}'`);
  for (const theyAnswer of [true, false]) {
    const answered = Promise.withResolvers<void>();
    network.early = answered.promise;
    const board = stack.use(new Switchboard(depsOf(network)));
    let isUrgent = true;
    const done = board.urgent().then(() => (isUrgent = false));
    await vi.waitFor(() => expect(board.isRunning).toBe(true), PATIENCE);
    if (theyAnswer) network.ringIn(callId, "17", "0550000075", Date.now() - 60_000);
    // Real time: longer than turns are gathered before they are written.
    await sleep(200);
    expect([isUrgent, await arrived()]).toEqual([true, theyAnswer ? [] : [{}]]);
    if (theyAnswer) answered.resolve();
    else network.gone(callId, Date.now());
    await done;
    await vi.waitFor(async () => expect(await arrived()).toEqual([{}]), PATIENCE);
    if (!theyAnswer) await settled(board);
    await board[Symbol.asyncDispose]();
  }
  expect(await rows(`select ending from call where call_id = '${callId}'`)).toEqual([{ ending: "abandoned" }]);
}, 60_000);
