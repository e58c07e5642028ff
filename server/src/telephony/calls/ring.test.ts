import { expect, it, vi } from "vitest";
import { Call } from "./call.ts";
import type { Exchanging } from "./context.ts";
import { endLeg } from "./end.ts";
import { HANDED_ON_RINGS_MS, ring } from "./ring.ts";

type Invite = {
  readonly answered: (dialog: unknown, sdp: string, acknowledge: () => void) => void;
  readonly failed: (status: number, isCutOff: boolean) => void;
};

/** The room's side of the telephones, with nothing behind it: what rings, what is heard, and whom the caller hears. */
function exchange() {
  const invites: Invite[] = [];
  const heard: string[] = [];
  const joined: string[] = [];
  const nothing = () => Promise.resolve("");
  const on = {
    calls: new Map(),
    endpoint: () => ({ invite: (given: Invite) => (invites.push(given), { cancel: () => undefined }) }),
    media: {
      offerLeg: () => Promise.resolve("offer"),
      joinLeg: (_facts: unknown, tag: string) => (joined.push(tag), Promise.resolve("")),
      park: nothing,
      silence: nothing,
      unsubscribe: nothing,
    },
    player: { stop: () => undefined, isPlaying: () => false },
    ear: { stop: nothing, hear: nothing },
    stored: { save: () => undefined, kept: nothing, forget: () => undefined },
    heard: ({ kind, legId }: { kind: string; legId: string }) => void heard.push(`${kind} ${legId}`),
    log: { error: () => undefined, warn: () => undefined },
    clock: () => 0,
    key: () => "key",
    realm: "room",
    profileOf: () => "rtp",
  } as unknown as Exchanging;
  const facts = {
    callId: "call",
    callerTag: "caller",
    callerProfile: "rtp",
    tag: "waiting",
    tags: 0,
    line: "17",
    number: null,
    ports: [],
    arrival: null,
  };
  const call = new Call({ ...facts, callerSdp: "", ours: "", recordings: 0, recording: false } as never);
  return { on, call, invites, heard, joined };
}

function dialog() {
  let isOver = false;
  const one = { bye: () => void (isOver = true), listen: () => undefined, snapshot: () => ({ sdp: "" }) };
  return { one, isOver: () => isOver };
}

it("of two telephones that answer at once the first keeps the caller, the other is hung up and heard by nobody", async () => {
  const { on, call, invites, heard, joined } = exchange();
  const given = { headers: {}, yields: true };
  await ring(on, call, { legId: "console", target: { kind: "extension", extension: "8001" }, ...given });
  await ring(on, call, { legId: "outside", target: { kind: "number", number: "0661555000" }, ...given });
  const [first, second] = [dialog(), dialog()];
  invites[0]?.answered(first.one, "v=0\r\n", () => undefined);
  invites[1]?.answered(second.one, "v=0\r\n", () => undefined);
  await call.turn(() => Promise.resolve());
  expect(heard).toEqual(["leg_answering console", "leg_answering outside", "leg_answered console", "leg_failed outside"]);
  expect([[...call.legs.keys()], call.isJoined, joined.length, first.isOver(), second.isOver()]).toEqual([
    ["console"],
    true,
    1,
    false,
    true,
  ]);
});

it("a call that is handed on goes over to whoever answers", async () => {
  const { on, call, invites, heard } = exchange();
  const target = { kind: "extension", extension: "8001" } as const;
  await ring(on, call, { legId: "console", target, headers: {}, yields: true });
  invites[0]?.answered(dialog().one, "v=0\r\n", () => undefined);
  await ring(on, call, { legId: "colleague", target, headers: {}, yields: false });
  invites[1]?.answered(dialog().one, "v=0\r\n", () => undefined);
  await call.turn(() => Promise.resolve());
  const before = call.legs.get("console");
  if (before !== undefined) await endLeg(on, call, before, "room");
  expect([[...call.legs.keys()], call.isJoined]).toEqual([["colleague"], true]);
  expect(heard).toEqual([
    "leg_answering console",
    "leg_answering colleague",
    "leg_answered console",
    "leg_answered colleague",
    "leg_ended console",
  ]);
});

it("a party that answers is acknowledged once it is on the disk: the next server ends what this one leaves unacknowledged", async () => {
  const { on, call, invites } = exchange();
  const { promise: onDisk, resolve } = Promise.withResolvers<void>();
  const kept: unknown[] = [];
  Object.assign(on.stored, { kept: (_callId: string, json: unknown) => (kept.push(json), onDisk) });
  call.caller = dialog().one as never;
  await ring(on, call, { legId: "console", target: { kind: "extension", extension: "8001" }, headers: {}, yields: true });
  let acknowledged = false;
  invites[0]?.answered(dialog().one, "v=0\r\n", () => void (acknowledged = true));
  await new Promise((done) => setTimeout(done, 5));
  expect([acknowledged, kept.length]).toEqual([false, 1]);
  expect(kept[0]).toMatchObject({ legs: [{ legId: "console" }] });
  resolve();
  await call.turn(() => Promise.resolve());
  expect(acknowledged).toBe(true);
});

it("rings on where the edge cancelled the ringing, because the room had stood still; a party that gives up is told", async () => {
  const { on, call, invites, heard } = exchange();
  await ring(on, call, { legId: "console", target: { kind: "extension", extension: "8001" }, headers: {}, yields: true });
  invites[0]?.failed(487, true);
  expect([invites.length, call.legs.has("console"), heard]).toEqual([2, true, []]);
  invites[1]?.failed(487, false);
  expect([invites.length, call.legs.has("console"), heard]).toEqual([2, false, ["leg_failed console"]]);
});

it("gives up at its moment also where an answer crossed a restart of the media server, and the party rings again", async () => {
  vi.useFakeTimers();
  try {
    const { on, call, invites, heard } = exchange();
    const target = { kind: "extension", extension: "8001" } as const;
    await ring(on, call, { legId: "colleague", target, headers: {}, yields: false, withinMs: HANDED_ON_RINGS_MS.extension });
    call.legs.get("colleague")?.renew?.("v=0\r\nfresh");
    invites[0]?.answered(dialog().one, "v=0\r\n", () => undefined);
    await call.turn(() => Promise.resolve());
    expect([invites.length, heard]).toEqual([2, []]);
    vi.advanceTimersByTime(HANDED_ON_RINGS_MS.extension);
    expect([heard, call.legs.has("colleague")]).toEqual([["leg_failed colleague"], false]);
  } finally {
    vi.useRealTimers();
  }
});

it("gives up also a party that answers while the sound is set up again after a restart of the media server, and then rings in vain", async () => {
  vi.useFakeTimers();
  try {
    const { on, call, invites, heard } = exchange();
    const target = { kind: "extension", extension: "8001" } as const;
    await ring(on, call, { legId: "colleague", target, headers: {}, yields: false, withinMs: HANDED_ON_RINGS_MS.extension });
    const rebuilt = Promise.withResolvers<void>();
    const rebuilding = call.turn(async () => {
      await rebuilt.promise;
      call.legs.get("colleague")?.renew?.("v=0\r\nfresh");
    });
    invites[0]?.answered(dialog().one, "v=0\r\n", () => undefined);
    rebuilt.resolve();
    await rebuilding;
    await call.turn(() => Promise.resolve());
    expect([invites.length, heard]).toEqual([2, ["leg_answering colleague"]]);
    vi.advanceTimersByTime(HANDED_ON_RINGS_MS.extension);
    expect([heard.at(-1), call.legs.has("colleague")]).toEqual(["leg_failed colleague", false]);
  } finally {
    vi.useRealTimers();
  }
});

it("gives up who is not answered, of those to whom a call is handed on: the caller does not wait in music for ever", async () => {
  vi.useFakeTimers();
  try {
    const { on, call, invites, heard } = exchange();
    const colleague = { kind: "extension", extension: "8001" } as const;
    const outside = { kind: "number", number: "0661555000" } as const;
    await ring(on, call, { legId: "offer", target: colleague, headers: {}, yields: true });
    const handedOn = (target: typeof colleague | typeof outside) => ({
      headers: {},
      yields: false,
      withinMs: HANDED_ON_RINGS_MS[target.kind],
    });
    await ring(on, call, { legId: "colleague", target: colleague, ...handedOn(colleague) });
    await ring(on, call, { legId: "outside", target: outside, ...handedOn(outside) });
    await ring(on, call, { legId: "called out", target: outside, headers: {}, yields: false });
    await ring(on, call, { legId: "answers", target: colleague, ...handedOn(colleague) });
    invites[4]?.answered(dialog().one, "v=0\r\n", () => undefined);
    await call.turn(() => Promise.resolve());
    vi.advanceTimersByTime(HANDED_ON_RINGS_MS.extension - 1);
    expect(heard).toEqual(["leg_answering answers", "leg_answered answers"]);
    vi.advanceTimersByTime(1);
    expect(heard.at(-1)).toBe("leg_failed colleague");
    // Its answer crosses the end of its time, and is hung up.
    const late = dialog();
    invites[1]?.answered(late.one, "v=0\r\n", () => undefined);
    expect(late.isOver()).toBe(true);
    vi.advanceTimersByTime(HANDED_ON_RINGS_MS.number);
    expect([heard.at(-1), [...call.legs.keys()]]).toEqual(["leg_failed outside", ["offer", "called out", "answers"]]);
  } finally {
    vi.useRealTimers();
  }
});
