import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openDatabase, withVault } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable } from "../../platform/testing/cuttable.ts";
import { vaultWith } from "../../platform/vault.ts";
import type { Switchboard } from "./switchboard.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, holds, PATIENCE, rows, settled, started, useRoom } from "../testing/switchboard.ts";

useRoom();

const NUMBER = "0661555000";
/** Sets the telephone of 17; `afterMs` is shorter than a screen would take, so that a test need not wait. */
const setTelephone = (afterMs: number, to = NUMBER): Promise<unknown> =>
  database.db.pool.query(`update line set ladder = ladder || $1::jsonb where number = '17'`, [{ telephone: { afterMs, to } }]);
beforeEach(() => setTelephone(200));
afterEach(() => database.db.pool.query(`update line set ladder = ladder || '{"telephone":null}'`));

const telephoneOf = (network: FakeNetwork, callId: string) =>
  network.ringing().find((leg) => leg.callId === callId && leg.target.kind === "number");
const consoleOf = (network: FakeNetwork, callId: string) =>
  network.ringing().find((leg) => leg.callId === callId && leg.target.kind === "extension");
const rung = (network: FakeNetwork, callId: string): Promise<void> =>
  vi.waitFor(() => expect(telephoneOf(network, callId)?.target).toEqual({ kind: "number", number: NUMBER }), PATIENCE);
const eventsOf = async (callId: string): Promise<string[]> => {
  const found = await rows<{ kind: string; leg: string | null }>(
    `select kind, data->>'leg' as leg from call_event where call_id = '${callId}' order by seq`,
  );
  return found.filter(({ kind }) => kind !== "announced").map(({ kind, leg }) => (leg === null ? kind : `${kind} ${leg}`));
};

/** Ends what is left, and looks whether the rows say what the queue says. */
async function overAndHolds(board: Switchboard, network: FakeNetwork, callId: string): Promise<void> {
  network.gone(callId, Date.now());
  await vi.waitFor(
    async () => expect(await rows(`select from call where call_id = '${callId}' and ended_at is not null`)).toHaveLength(1),
    PATIENCE,
  );
  await settled(board);
  await holds(board, network);
}

it("rings within five seconds where nobody is in the queue, with the database away, and the person there has the caller", async () => {
  await setTelephone(30_000);
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const way = stack.use(await cuttable(database.url));
  const db = stack.use(openDatabase({ url: way.url, log: makeLog("silent") }));
  const board = stack.use(await started(network, Date.now, withVault(db, vaultWith(Buffer.alloc(32)))));
  way.cut();
  const callId = randomUUID();
  // The caller has waited for most of the time already: what counts is when, and not how long a test lasts.
  network.ringIn(callId, "17", "0550000061", Date.now() - 4_900);
  await rung(network, callId);
  expect(board.acd.calls.get(callId)).toMatchObject({ state: { kind: "waiting" }, outside: { kind: "rings", nth: 1 } });
  network.answer(callId, telephoneOf(network, callId)?.legId ?? "", Date.now());
  await vi.waitFor(() => expect(board.acd.calls.has(callId)).toBe(false), PATIENCE);
  await vi.waitFor(
    () => expect(network.asked.filter((each) => each.callId === callId).map(({ what }) => what)).toContain("record"),
    PATIENCE,
  );
  way.mend();
  await vi.waitFor(async () => expect(await rows(`select from call where call_id = '${callId}'`)).toHaveLength(1), PATIENCE);
  await overAndHolds(board, network, callId);
  const [call] = await rows<object>(`select ending, taken_by, overflowed_at from call where call_id = '${callId}'`);
  expect(call).toEqual({ ending: "answered", taken_by: null, overflowed_at: null });
  const logged = await rows<{ type: string }>(`select type from log_entry where subject_id = '${callId}' order by index`);
  expect(logged.map(({ type }) => type)).toEqual(["call.arrived", "call.telephone_rung", "call.answered", "call.ended"]);
  expect(await eventsOf(callId)).toEqual(["arrived", "telephone_rung", "answered telephone", "ended"]);
});

it("rings beside the console, and is let go of when the console is faster; the caller is with the call-taker", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000062", Date.now());
  await rung(network, callId);
  const late = telephoneOf(network, callId)?.legId ?? "";
  network.answer(callId, consoleOf(network, callId)?.legId ?? "", Date.now());
  await vi.waitFor(() => expect(telephoneOf(network, callId)).toBeUndefined(), PATIENCE);
  // Both answered in the same moment: the second is let go of.
  network.say({ kind: "leg_answered", callId, legId: late, at: Date.now() });
  await settled(board);
  expect(board.acd.calls.get(callId)?.state).toMatchObject({ kind: "talking" });
  await holds(board, network);
  await overAndHolds(board, network, callId);
});

it("takes the caller from a console that rings, whose person is free again; a caller whom it loses waits in the old place", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000063", Date.now());
  await rung(network, callId);
  const outside = telephoneOf(network, callId)?.legId ?? "";
  network.answer(callId, outside, Date.now());
  await vi.waitFor(() => expect(network.ringing()).toEqual([]), PATIENCE);
  await settled(board);
  const taker = [...board.acd.takers.values()].find(({ state }) => state.kind === "ready");
  expect(taker).toBeDefined();
  await holds(board, network);
  network.end(callId, outside, "lost", Date.now());
  await vi.waitFor(() => expect(consoleOf(network, callId)).toBeDefined(), PATIENCE);
  await overAndHolds(board, network, callId);
});

it("rings again after nobody answered there, and after another server took over", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  let now = Date.now();
  const clock = (): number => Math.max(now, Date.now());
  const first = await started(network, clock);
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000064", clock());
  await rung(network, callId);
  network.refuse(callId, telephoneOf(network, callId)?.legId ?? "", "no_answer", clock());
  await vi.waitFor(() => expect(first.acd.calls.get(callId)?.outside).toMatchObject({ kind: "vain", nth: 1 }), PATIENCE);
  await settled(first);
  await holds(first, network);
  await vi.waitFor(() => expect(first.acd.calls.get(callId)?.outside).toMatchObject({ kind: "rings", nth: 2 }), PATIENCE);
  network.kill();
  await first[Symbol.asyncDispose]();
  now = Date.now();
  const second = stack.use(await started(network, clock));
  await rung(network, callId);
  await settled(second);
  await holds(second, network);
  await overAndHolds(second, network, callId);
});

it("is not rung at a number that the room may not call, and the card says so", async () => {
  await setTelephone(200, "0890123456");
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000065", Date.now() - 4_900);
  await vi.waitFor(
    async () =>
      expect(await rows(`select kind from call_event where call_id = '${callId}' and kind like 'telephone%'`)).toEqual([
        { kind: "telephone_refused" },
      ]),
    PATIENCE,
  );
  expect(network.ringing()).toEqual([]);
  await overAndHolds(board, network, callId);
});

it("a caller whom a voicemail outside has answered waits again in the old place when it hangs up", async () => {
  await setTelephone(30_000);
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  const callId = randomUUID();
  const since = Date.now() - 4_900;
  network.ringIn(callId, "17", "0550000067", since);
  await rung(network, callId);
  const { legId = "" } = telephoneOf(network, callId) ?? {};
  network.answer(callId, legId, Date.now());
  await vi.waitFor(() => expect(board.acd.calls.has(callId)).toBe(false), PATIENCE);
  network.end(callId, legId, "party", Date.now());
  await vi.waitFor(() => expect(board.acd.calls.get(callId)).toMatchObject({ since, state: { kind: "waiting" } }), PATIENCE);
  expect(network.asked.filter((each) => each.callId === callId).map(({ what }) => what)).not.toContain("hang up");
  await overAndHolds(board, network, callId);
});

it("a caller whose person outside is gone when another server takes over waits before the others", async () => {
  await setTelephone(30_000);
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const first = await started(network);
  const callId = randomUUID();
  const since = Date.now() - 4_900;
  network.ringIn(callId, "17", "0550000068", since);
  await rung(network, callId);
  network.answer(callId, telephoneOf(network, callId)?.legId ?? "", Date.now());
  await vi.waitFor(() => expect(first.acd.calls.has(callId)).toBe(false), PATIENCE);
  await settled(first);
  network.kill();
  await first[Symbol.asyncDispose]();
  network.calls.get(callId)?.legs.clear();
  const second = stack.use(await started(network));
  await settled(second);
  expect(second.acd.calls.get(callId)).toMatchObject({ since, givenBack: true, state: { kind: "waiting" } });
  await overAndHolds(second, network, callId);
});
