import { randomUUID } from "node:crypto";
import { ok } from "@amaliyat/domain/kernel";
import { expect, it, vi } from "vitest";
import { openDatabase, withVault } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable } from "../../platform/testing/cuttable.ts";
import { vaultWith } from "../../platform/vault.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { insertPause } from "../rows/pauses-store.ts";
import { database, PATIENCE, rows, settled, started, useRoom } from "../testing/switchboard.ts";

useRoom();

it("an offer runs out after a kill, though the clock was put back by an hour before the next server came", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  const way = stack.use(await cuttable(database.url));
  const db = withVault(stack.use(openDatabase({ url: way.url, log: makeLog("silent") })), vaultWith(Buffer.alloc(32)));
  const first = await started(network, Date.now, db);
  // A turn that is in the journal alone, with a moment of the clock that was.
  way.cut();
  const old = randomUUID();
  network.ringIn(old, "17", "0550000041", Date.now());
  await vi.waitFor(() => expect(network.asked).toContainEqual(expect.objectContaining({ what: "play", callId: old })), PATIENCE);
  network.kill();
  await first[Symbol.asyncDispose]();
  network.calls.clear();
  way.mend();
  let ahead = -3_600_000;
  const clock = (): number => Date.now() + ahead;
  const second = stack.use(await started(network, clock, db));
  network.say({ kind: "phone_registered", extension: "8001", at: clock() });
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000042", clock());
  await vi.waitFor(() => expect(network.ringing()).toMatchObject([{ callId, target: { extension: "8001" } }]), PATIENCE);
  ahead += 60_000;
  network.say({ kind: "clock", at: clock() } as never);
  await settled(second);
  expect(network.asked.filter((each) => each.callId === callId).map(({ what }) => what)).toContain("drop");
  network.gone(callId, clock());
  await settled(second);
}, 60_000);

it("a caller has waited no longer after a kill, though the clock was put back by an hour before it, in the server that was killed", async () => {
  await using stack = new AsyncDisposableStack();
  const network = new FakeNetwork();
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  const first = await started(network, clock);
  const [callId, at] = [randomUUID(), Date.now()];
  network.ringIn(callId, "17", "0550000043", clock());
  await settled(first);
  await first.follow(-3_600_000, () => (ahead = -3_600_000));
  await settled(first);
  network.kill();
  await first[Symbol.asyncDispose]();
  const second = stack.use(await started(network, clock));
  const since = second.acd.calls.get(callId)?.since ?? 0;
  network.gone(callId, clock());
  await settled(second);
  expect(since + 3_600_000 - at).toBeLessThan(60_000);
  expect(since + 3_600_000 - at).toBeGreaterThan(-60_000);
}, 60_000);

it.each([3_600_000, -3_600_000])(
  "a pause of the recording lasts as long as before a step of %i ms and a kill",
  async (byMs) => {
    await using stack = new AsyncDisposableStack();
    const network = new FakeNetwork();
    let ahead = 0;
    const clock = (): number => Date.now() + ahead;
    const first = await started(network, clock);
    network.say({ kind: "phone_registered", extension: "8001", at: clock() });
    const [callId, pauseId] = [randomUUID(), randomUUID()];
    network.ringIn(callId, "17", "0550000044", clock());
    await vi.waitFor(() => expect(network.ringing()).toMatchObject([{ callId }]), PATIENCE);
    network.answer(callId, network.ringing()[0]?.legId ?? "", clock());
    await settled(first);
    const [by] = await rows<{ user_id: string }>("select user_id from call_taker where extension = '8001'");
    await first.command(async (turn) => {
      const until = turn.at + 120_000;
      await insertPause(turn.tx, { pauseId, callId, by: by?.user_id ?? "", reason: "lawyer", at: turn.date, until: new Date(until) });
      turn.setCall(callId, { pause: { at: turn.at, until } });
      return ok(undefined);
    });
    await first.follow(byMs, () => (ahead = byMs));
    await settled(first);
    network.kill();
    await first[Symbol.asyncDispose]();
    const second = stack.use(await started(network, clock));
    const ended = () => rows<{ ended: string | null }>(`select ended from call_pause where pause_id = '${pauseId}'`);
    const before = await ended();
    ahead += 121_000;
    network.say({ kind: "clock", at: clock() } as never);
    await settled(second);
    const after = await ended();
    network.gone(callId, clock());
    await settled(second);
    expect([before, after]).toEqual([[{ ended: null }], [{ ended: "time" }]]);
  },
  60_000,
);
