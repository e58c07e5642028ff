import { setImmediate as soon } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { ExchangeEvent } from "../exchange.ts";
import type { Dialog, DialogHeard } from "../sip/dialog.ts";
import type { Invitation } from "../sip/invite.ts";
import { silent, someSdp } from "../testing/fake-edge.ts";
import { callOut } from "./call-out.ts";
import type { Exchanging } from "./context.ts";
import { makeGate } from "./gate.ts";

/** A call out to a number that answers, while the media server takes its time until `join`. */
async function calling(beside: { own: object; other: object } | null = null) {
  const events: ExchangeEvent[] = [];
  const invites: Invitation[] = [];
  const { promise: joined, resolve } = Promise.withResolvers<string>();
  const nothing = (): Promise<void> => Promise.resolve();
  const described = (): Promise<string> => Promise.resolve(someSdp);
  const on = {
    calls: new Map(),
    endpoint: () => ({ invite: (invite: Invitation) => (invites.push(invite), { cancel: () => undefined }) }),
    media: { offerCaller: described, callerAnswered: nothing, offerLeg: described, joinLeg: () => joined, end: nothing },
    player: { stop: () => undefined },
    gate: makeGate(),
    decoded: { end: nothing },
    ear: { stop: nothing, leave: () => undefined },
    heard: (event: ExchangeEvent) => events.push(event),
    stored: { save: () => undefined, kept: nothing, forget: () => undefined },
    clock: () => 0,
    log: silent,
    realm: "room.test",
    key: () => "key",
    profileOf: () => "rtp",
  } as unknown as Exchanging;
  const dialog = () => {
    let heard: DialogHeard | null = null;
    const bye = vi.fn<() => void>();
    const made = { snapshot: () => ({ sdp: someSdp }), listen: (to: DialogHeard) => void (heard = to), bye } as unknown as Dialog;
    return { made, bye, hangsUp: () => heard?.ended("party") };
  };
  const [own, there] = [dialog(), dialog()];
  const to = { kind: "number", number: "0555000111" } as const;
  await callOut(on, { callId: "c", legId: "l", extension: "101", to, line: "17", beside: beside as never });
  invites[0]?.answered(own.made, someSdp, () => undefined);
  await soon();
  invites[1]?.answered(there.made, someSdp, () => undefined);
  await soon();
  const join = async (): Promise<void> => {
    resolve(someSdp);
    await soon();
  };
  return { on, own, there, join, said: () => events.map((event) => ("by" in event ? `${event.kind} by ${event.by}` : event.kind)) };
}

it("is over for the console when the number hangs up, also where it did so before they had changed sides", async () => {
  const { on, own, there, join, said } = await calling();
  there.hangsUp();
  await join();
  expect(said()).toEqual(["leg_answering", "leg_answered", "ended by caller"]);
  expect([own.bye.mock.calls.length, on.calls.size]).toEqual([1, 0]);
});

it("is over for the number when the console hangs up before they have changed sides, and leaves nothing behind", async () => {
  const { on, own, there, join, said } = await calling();
  own.hangsUp();
  await join();
  expect(said().slice(0, 2)).toEqual(["leg_answering", "ended by caller"]);
  expect([there.bye.mock.calls.length, on.calls.size]).toEqual([1, 0]);
});

it("beside another call it is over with the console that asked for it, for nobody changes sides", async () => {
  const { own, there, join, said } = await calling({ own: {}, other: {} });
  await join();
  own.hangsUp();
  expect(said()).toEqual(["leg_answering", "leg_answered", "ended by caller"]);
  expect(there.bye).toHaveBeenCalledOnce();
});
