import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import type { Switchboard } from "./switchboard.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, disk, PATIENCE, settled, started, useRoom } from "../testing/switchboard.ts";

useRoom();

/** A caller on 17 who rings at the console 8001. */
async function ringingAt8001(network: FakeNetwork, board: Switchboard) {
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  const callId = randomUUID();
  network.ringIn(callId, "17", null, Date.now());
  await settled(board);
  const [leg] = network.ringing();
  return { callId, legId: leg?.legId ?? "" };
}

const offeredUntil = (board: Switchboard, callId: string): number => {
  const state = board.acd.calls.get(callId)?.state;
  return state?.kind === "offered" ? state.until : 0;
};

it("gives the caller to a call-taker who answered within the time, however late the two are joined", async () => {
  const network = new FakeNetwork();
  const now = { at: Date.now() };
  await using board = await started(network, () => now.at);
  const { callId, legId } = await ringingAt8001(network, board);
  const until = offeredUntil(board, callId);
  now.at = until - 1;
  network.say({ kind: "leg_answering", callId, legId, at: now.at });
  await settled(board);
  now.at = until + 1_500;
  // Another caller asks the rule, which finds what has run out by now.
  network.ringIn(randomUUID(), "1548", null, now.at);
  await settled(board);
  network.answer(callId, legId, now.at);
  await settled(board);
  expect(board.acd.calls.get(callId)?.state).toMatchObject({ kind: "talking" });
});

it("offers a caller again at once, with music, whom the media server could not join with the one who answered", async () => {
  const network = new FakeNetwork();
  await using board = await started(network);
  const { callId, legId } = await ringingAt8001(network, board);
  const heard = (): number => network.asked.filter((each) => each.callId === callId && each.what === "play").length;
  const before = heard();
  network.say({ kind: "leg_answering", callId, legId, at: Date.now() });
  network.end(callId, legId, "lost", Date.now());
  await settled(board);
  expect(network.ringing()).toMatchObject([{ callId, target: { extension: "8001" } }]);
  expect(network.ringing()[0]?.legId).not.toBe(legId);
  expect(heard()).toBe(before + 1);
});

it("rings at once where the page of a console was loaded again, and counts no missed call", async () => {
  const network = new FakeNetwork();
  await using board = await started(network);
  const { callId, legId } = await ringingAt8001(network, board);
  network.refuse(callId, legId, "moved", Date.now());
  await settled(board);
  expect(network.ringing()).toMatchObject([{ callId, target: { extension: "8001" } }]);
  expect([...board.acd.takers.values()].map(({ missed }) => missed)).toEqual(
    board.acd.takers
      .values()
      .map(() => 0)
      .toArray(),
  );
});

it("tries again to record a call while its media server is away, and its card says when it is recorded", async () => {
  const network = new FakeNetwork();
  await using board = await started(network);
  network.refused.add("record");
  const { callId } = await ringingAt8001(network, board);
  await settled(board);
  const kinds = async (): Promise<string[]> => {
    await settled(board);
    const { rows: events } = await database.db.pool.query<{ kind: string }>(
      "select kind from call_event where call_id = $1 and kind in ('not_recorded', 'recording_began') order by at, kind",
      [callId],
    );
    return events.map(({ kind }) => kind);
  };
  expect(await kinds()).toEqual(["not_recorded"]);
  network.refused.delete("record");
  await vi.waitFor(async () => expect(await kinds()).toEqual(["not_recorded", "recording_began"]), PATIENCE);
});

it("answers a call that the disk has no room to record, and its card says so", async () => {
  const network = new FakeNetwork();
  await using board = await started(network);
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  const callId = randomUUID();
  disk.hasRoom = false;
  network.ringIn(callId, "17", null, Date.now());
  await settled(board);
  const [leg] = network.ringing();
  network.answer(callId, leg?.legId ?? "", Date.now());
  await settled(board);
  disk.hasRoom = true;
  expect(board.acd.calls.get(callId)?.state.kind).toBe("talking");
  expect(network.asked.filter((each) => each.callId === callId).map(({ what }) => what)).toEqual(["ring", "play"]);
  const { rows } = await database.db.pool.query("select kind from call_event where call_id = $1 and kind = 'not_recorded'", [callId]);
  expect(rows).toHaveLength(1);
});

it("keeps ringing while media is away for a second, and pauses nobody for it", async () => {
  const network = new FakeNetwork();
  await using board = await started(network);
  for (const callId of network.calls.keys()) network.gone(callId, Date.now());
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(board);
  network.fail(true);
  const callId = randomUUID();
  network.ringIn(callId, "17", null, Date.now());
  await settled(board);
  expect(network.ringing()).toEqual([]);
  network.fail(false);
  await vi.waitFor(() => expect(network.ringing()).toMatchObject([{ callId }]), PATIENCE);
  await settled(board);
  expect([...board.acd.takers.values()].some(({ state }) => state.kind === "paused" && state.reason === "no_answer")).toBe(false);
});
