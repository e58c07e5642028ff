import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, holds, PATIENCE, rows, settled, started, useRoom } from "../testing/switchboard.ts";

useRoom();

// The other room of 17: its number rings beside the desks, and the caller keeps place and alarm whatever becomes of it.
const NUMBER = "0661777000";
beforeEach(() =>
  database.db.pool.query(
    `update line set overflow_ms = 10000, overflow_to = $1, ladder = ladder || '{"chiefMs":200,"telephone":null}' where number = '17'`,
    [NUMBER],
  ),
);
afterEach(() =>
  database.db.pool.query(
    `update line set overflow_ms = null, overflow_to = null, ladder = ladder || '{"chiefMs":20000}' where number = '17'`,
  ),
);

const otherRoom = (network: FakeNetwork, callId: string) =>
  network.ringing().find((leg) => leg.callId === callId && leg.target.kind === "number");
const consoleOf = (network: FakeNetwork, callId: string) =>
  network.ringing().find((leg) => leg.callId === callId && leg.target.kind === "extension");
const rung = (network: FakeNetwork, callId: string): Promise<void> =>
  vi.waitFor(() => expect(otherRoom(network, callId)?.target).toEqual({ kind: "number", number: NUMBER }), PATIENCE);
const isOver = (callId: string): Promise<void> =>
  vi.waitFor(
    async () => expect(await rows(`select from call where call_id = '${callId}' and ended_at is not null`)).toHaveLength(1),
    PATIENCE,
  );

it("rings beside a console that rings; refused, it leaves the caller's place and alarm as they were, and rings again", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  const callId = randomUUID();
  const since = Date.now();
  network.ringIn(callId, "17", "0550000071", since);
  await rung(network, callId);
  expect(consoleOf(network, callId)).toBeDefined();
  const { legId = "" } = otherRoom(network, callId) ?? {};
  network.refuse(callId, legId, "busy", Date.now());
  await vi.waitFor(() => expect(board.acd.calls.get(callId)?.otherRoom).toMatchObject({ kind: "vain", nth: 1 }), PATIENCE);
  expect(board.acd.calls.get(callId)?.since).toBe(since);
  await settled(board);
  await holds(board, network);
  await rung(network, callId);
  expect(board.acd.calls.get(callId)).toMatchObject({ since, otherRoom: { kind: "rings", nth: 2 } });
  // The desk is faster after all.
  const late = otherRoom(network, callId)?.legId ?? "";
  network.answer(callId, consoleOf(network, callId)?.legId ?? "", Date.now());
  await vi.waitFor(() => expect(otherRoom(network, callId)).toBeUndefined(), PATIENCE);
  network.say({ kind: "leg_answered", callId, legId: late, at: Date.now() });
  await settled(board);
  expect(board.acd.calls.get(callId)?.state).toMatchObject({ kind: "talking" });
  await holds(board, network);
  network.gone(callId, Date.now());
  await isOver(callId);
  expect(await rows(`select ending from call where call_id = '${callId}'`)).toEqual([{ ending: "answered" }]);
});

it("answers: the caller is there, the console is free, and the call counts as sent to the other room", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000072", Date.now());
  await rung(network, callId);
  network.answer(callId, otherRoom(network, callId)?.legId ?? "", Date.now());
  await vi.waitFor(() => expect(network.ringing()).toEqual([]), PATIENCE);
  await settled(board);
  expect(board.acd.calls.has(callId)).toBe(false);
  expect([...board.acd.takers.values()].some(({ state }) => state.kind === "ready")).toBe(true);
  await holds(board, network);
  network.gone(callId, Date.now());
  await isOver(callId);
  const [call] = await rows<object>(`select ending, taken_by, overflowed_at is not null as sent from call where call_id = '${callId}'`);
  expect(call).toEqual({ ending: "overflowed", taken_by: null, sent: true });
  const said = await rows<{ kind: string }>(`select kind from call_event where call_id = '${callId}' order by seq`);
  expect(said.map(({ kind }) => kind)).toEqual(["arrived", "announced", "offered", "other_room_rung", "answered", "ended"]);
});

it("is let go of and rung anew by the next server, and the caller has waited since the beginning", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const first = await started(network);
  const callId = randomUUID();
  const since = Date.now();
  network.ringIn(callId, "17", "0550000073", since);
  await rung(network, callId);
  await settled(first);
  expect(await rows(`select other_room->>'kind' as kind from call_queue where call_id = '${callId}'`)).toEqual([{ kind: "rings" }]);
  network.kill();
  await first[Symbol.asyncDispose]();
  const second = stack.use(await started(network));
  await rung(network, callId);
  await settled(second);
  expect(second.acd.calls.get(callId)).toMatchObject({ since, otherRoom: { kind: "rings", nth: 1 } });
  await holds(second, network);
  network.gone(callId, Date.now());
  await isOver(callId);
});

it("is not rung at a number that the room may not call, and the card says so", async () => {
  await database.db.pool.query(`update line set overflow_to = '0890123456' where number = '17'`);
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000074", Date.now() - 4_900);
  await vi.waitFor(
    async () =>
      expect(await rows(`select kind from call_event where call_id = '${callId}' and kind like 'other_room%'`)).toEqual([
        { kind: "other_room_refused" },
      ]),
    PATIENCE,
  );
  expect(network.ringing()).toEqual([]);
  network.gone(callId, Date.now());
  await isOver(callId);
  await settled(board);
});

it("is told to the edge at each start, but for a line that is closed; a call that it took from a dead server is listed as sent there", async () => {
  await database.db.pool.query(`update line set overflow_ms = 30000, overflow_to = '0661777111', closed_at = now() where number = '1548'`);
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  const told = new Map(network.otherRooms.map(({ line, ...room }) => [line, room]));
  expect([told.get("17"), told.get("104")?.to, told.get("1548")?.to]).toEqual([{ to: NUMBER, afterMs: 200 }, null, null]);
  await database.db.pool.query(`update line set overflow_ms = null, overflow_to = null, closed_at = null where number = '1548'`);
  const callId = randomUUID();
  const from = { number: "0550000075", withheld: false };
  network.say({ kind: "survived", callId, dialled: "17", from, extension: null, to: NUMBER, at: Date.now() - 9_000, seconds: 8 });
  await isOver(callId);
  const [call] = await rows<object>(`select ending, survived, overflowed_at is not null as sent from call where call_id = '${callId}'`);
  expect(call).toEqual({ ending: "overflowed", survived: true, sent: true });
  await settled(board);
});

it("is not rung for a caller whom another room has handed over and still keeps, and once for one whom it has had already", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const board = stack.use(await started(network));
  const [kept, sent] = [randomUUID(), randomUUID()];
  const come = (callId: string, isKept: boolean): void => {
    network.calls.set(callId, { legs: new Map(), playing: [] });
    const from = { number: "0550000076", withheld: false };
    // The caller has waited for most of the time already.
    const at = Date.now() - 9_000;
    network.say({ kind: "arrived", callId, dialled: "17", from, location: null, at, rooms: ["a".repeat(16)], isKept });
  };
  come(kept, true);
  come(sent, false);
  await rung(network, sent);
  network.refuse(sent, otherRoom(network, sent)?.legId ?? "", "loop", Date.now());
  await vi.waitFor(() => expect(board.acd.calls.get(sent)).toMatchObject({ isHanded: true }), PATIENCE);
  await settled(board);
  expect([otherRoom(network, kept), otherRoom(network, sent)]).toEqual([undefined, undefined]);
  expect(await rows(`select from call_event where call_id = '${kept}' and kind like 'other_room%'`)).toEqual([]);
  expect(await rows(`select data from call_event where call_id = '${kept}' and kind = 'handed_over'`)).toEqual([
    { data: { rooms: 1, kept: true } },
  ]);
  for (const callId of [kept, sent]) network.gone(callId, Date.now());
  for (const callId of [kept, sent]) await isOver(callId);
});
