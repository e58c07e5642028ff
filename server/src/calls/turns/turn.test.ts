import { emptyAcd, FIRST_LADDER, firstSettings, LINES, rulesOfLine, type Line } from "@amaliyat/domain/calls";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hear } from "../hear/hear.ts";
import type { LinesNow } from "./lines-now.ts";
import type { LineEvent } from "./line-events.ts";
import { nextPlaceTold, Turn } from "./turn.ts";

const lines: Line[] = LINES.map(({ number, priority, labels }) => ({
  ...firstSettings(labels, priority),
  number,
  version: 1,
  closed: false,
  ladder: { ...FIRST_LADDER, telephone: { afterMs: 5_000, to: "0661555000" } },
}));
const SOUNDS = { folders: [], music: "" };
const NO_DEPS = { folders: { recordings: "/recordings" } } as Parameters<typeof hear>[0];
const PEOPLE = ["8001", "8002", "8003"];

const empty: LinesNow = {
  acd: emptyAcd(lines.map(rulesOfLine)),
  lines,
  calls: new Map(),
  legs: new Map(),
  takers: new Map(PEOPLE.map((extension) => [extension, { userId: extension, extension, wants: "ready", connected: false }])),
  said: new Map(),
};

/** The state after people have come to the queue. */
function staffed(at: number): LinesNow {
  const turn = new Turn(at, empty, SOUNDS);
  for (const takerId of PEOPLE) turn.step({ kind: "taker_came", takerId, languages: ["ar", "fr"], lines: null });
  return turn.now;
}

const after = (now: LinesNow, at: number, event: LineEvent, ids?: readonly string[]): Turn => {
  const turn = new Turn(at, now, SOUNDS, ids);
  hear(NO_DEPS, turn, event);
  return turn;
};
const plays = (turn: Turn): string[] => turn.orders.filter(({ what }) => what === "play").map(({ callId }) => callId);
const arrival = (callId: string, at: number): LineEvent => {
  const from = { number: "0550000001", withheld: false };
  return { kind: "arrived", callId, dialled: "1548", from, location: null, at };
};

test("a caller who comes nearer is told so at once only where nothing was said for a while, and the last place alone", () => {
  let now = empty;
  for (const [nth, callId] of ["a", "b", "c", "d"].entries()) {
    const turn = after(now, nth, arrival(callId, nth));
    expect(plays(turn)).toEqual([callId]);
    now = turn.now;
  }
  expect(nextPlaceTold(now)).toBeNull();
  const first = after(now, 5_000, { kind: "ended", callId: "a", by: "caller", at: 5_000 });
  const second = after(first.now, 6_000, { kind: "ended", callId: "b", by: "caller", at: 6_000 });
  expect([plays(first), plays(second)]).toEqual([[], []]);
  expect(nextPlaceTold(second.now)).toBe(20_002);
  const clock = after(second.now, 20_002, { kind: "clock", at: 20_002 });
  expect(plays(clock)).toEqual(["c"]);
  expect(clock.now.said.get("c")).toEqual({ position: 1, at: 20_002 });
  expect(nextPlaceTold(clock.now)).toBe(20_003);
});

test("a caller who waits to be called back is told no place, and wakes nobody for it", () => {
  let now = empty;
  for (const [nth, callId] of ["a", "b"].entries())
    now = after(now, nth, { ...arrival(callId, nth), from: { number: `055000000${nth}`, withheld: false } } as LineEvent).now;
  now = after(now, 10, { kind: "digit", callId: "b", digit: "1", at: 10 }).now;
  now = after(now, 20, { kind: "ended", callId: "b", by: "room", at: 20 }).now;
  expect(now.acd.calls.get("b")?.callBack).toBe("asked");
  now = after(now, 30, { kind: "ended", callId: "a", by: "caller", at: 30 }).now;
  expect(nextPlaceTold(now)).toBeNull();
});

test("a call is recorded before anything is played to its caller, and no more once somebody outside the room has it by overflow", () => {
  const whats = (turn: Turn): string[] => turn.orders.map(({ what }) => what);
  const come = after(empty, 1, arrival("a", 1));
  expect(whats(come)).toEqual(["record", "play"]);
  const rung = new Turn(2, come.now, SOUNDS);
  rung.ring("a", "overflow", { kind: "number", number: "0661555000" }, "1548");
  const [legId = ""] = rung.ids;
  expect(whats(after(rung.now, 3, { kind: "leg_answered", callId: "a", legId, at: 3 }))).toEqual(["record no more"]);
});

test("a party rings before music and recording of its call are asked for; all else is given in its order", () => {
  const turn = new Turn(1, empty, SOUNDS);
  turn.record("a");
  turn.order("play", "a", null, () => Promise.resolve());
  turn.order("play", "b", null, () => Promise.resolve());
  turn.hangUp("c");
  turn.ring("a", "offer", { kind: "extension", extension: "8001" }, "17");
  expect(turn.toGive.map(({ what, callId }) => `${what} ${callId}`)).toEqual(["play b", "hang up c", "ring a", "record a", "play a"]);
});

test("that the disk has no room for a call is written once, though recording is tried at its beginning and at its answer", () => {
  const come = after(empty, 1, arrival("a", 1));
  const first = after(come.now, 2, { kind: "not_recorded", callId: "a", at: 2 });
  const second = after(first.now, 3, { kind: "not_recorded", callId: "a", at: 3 });
  expect([first.writes.length, second.writes.length]).toEqual([1, 0]);
});

const CALLS = ["a", "b", "c"];
const event: fc.Arbitrary<(now: LinesNow, at: number) => LineEvent> = fc.oneof(
  fc
    .constantFrom(...CALLS)
    .map(
      (callId) => (_now: LinesNow, at: number) => ({ ...arrival(callId, at), ...(callId === "c" ? { dialled: "17" } : {}) }) as LineEvent,
    ),
  fc
    .constantFrom(...CALLS)
    .map((callId) => (_now: LinesNow, at: number) => ({ kind: "ended" as const, callId, by: "caller" as const, at })),
  fc
    .constantFrom(...CALLS)
    .map((callId) => (_now: LinesNow, at: number) => ({ kind: "text_began" as const, callId, text: "alone" as const, at })),
  fc.tuple(fc.constantFrom(...CALLS), fc.nat(9)).map(([callId, sequence]) => (_now: LinesNow, at: number) => ({
    kind: "text" as const,
    callId,
    text: "x",
    mark: { ssrc: 1, sequence },
    at,
  })),
  fc.constantFrom(...CALLS).map((callId) => (_now: LinesNow, at: number) => ({ kind: "digit" as const, callId, digit: "1", at })),
  fc
    .record({ extension: fc.constantFrom(...PEOPLE), kind: fc.constantFrom("phone_registered" as const, "phone_lost" as const) })
    .map((phone) => (_now: LinesNow, at: number) => ({ ...phone, at })),
  fc
    .record({ nth: fc.nat(5), kind: fc.constantFrom("leg_ringing" as const, "leg_answered" as const) })
    .map(({ nth, kind }) => (now: LinesNow, at: number) => {
      const leg = [...now.legs.values()][nth];
      return { kind, callId: leg?.callId ?? "a", legId: leg?.legId ?? "none", at };
    }),
  fc
    .record({ nth: fc.nat(5), why: fc.constantFrom("refused" as const, "no_answer" as const, "unreachable" as const) })
    .map(({ nth, why }) => (now: LinesNow, at: number) => {
      const leg = [...now.legs.values()][nth];
      return { kind: "leg_failed" as const, callId: leg?.callId ?? "a", legId: leg?.legId ?? "none", why, at };
    }),
  fc
    .record({ nth: fc.nat(5), by: fc.constantFrom("party" as const, "lost" as const) })
    .map(({ nth, by }) => (now: LinesNow, at: number) => {
      const leg = [...now.legs.values()][nth];
      return { kind: "leg_ended" as const, callId: leg?.callId ?? "a", legId: leg?.legId ?? "none", by, at };
    }),
  fc.constant((_now: LinesNow, at: number) => ({ kind: "clock" as const, at })),
);

test("the same events with the same moments and ids give the same state and orders again, whatever they were", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(event, fc.nat(8_000)), { maxLength: 60 }), (happened) => {
      let [now, at] = [staffed(0), 0];
      const records: { event: LineEvent; at: number; ids: readonly string[] }[] = [];
      const orders: string[] = [];
      const noted = (turn: Turn): string[] => turn.orders.map(({ what, callId, legId }) => `${what} ${callId} ${legId ?? ""}`);
      for (const [make, later] of happened) {
        at += later;
        const turn = after(now, at, make(now, at));
        records.push({ event: make(now, at), at, ids: turn.ids });
        orders.push(...noted(turn));
        now = turn.now;
      }
      let again = staffed(0);
      const repeated: string[] = [];
      // As they come from a file.
      for (const record of JSON.parse(JSON.stringify(records)) as typeof records) {
        const turn = after(again, record.at, record.event, record.ids);
        repeated.push(...noted(turn));
        again = turn.now;
      }
      expect(again).toEqual(now);
      expect(repeated).toEqual(orders);
    }),
  );
});

test("a call that goes on is in the queue or with somebody, and nothing is kept of one that is over, whatever happens", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(event, fc.nat(8_000)), { maxLength: 80 }), (happened) => {
      let [now, at] = [staffed(0), 0];
      for (const [make, later] of happened) {
        at += later;
        now = after(now, at, make(now, at)).now;
        for (const { callId, goesOn, closed } of now.calls.values()) {
          const isWith = [...now.legs.values()].some((leg) => leg.callId === callId && !leg.ended);
          if (goesOn && !closed) expect(now.acd.calls.has(callId) || isWith, `${callId} goes on`).toBe(true);
          if (!goesOn) expect(now.acd.calls.get(callId)?.callBack).toBe("asked");
        }
        for (const { callId } of now.legs.values()) expect(now.calls.has(callId)).toBe(true);
        for (const callId of now.acd.calls.keys()) expect(now.calls.has(callId)).toBe(true);
        for (const callId of now.said.keys()) expect(now.acd.calls.has(callId)).toBe(true);
        // A clock settles what is due: the switchboard would turn without pause otherwise.
        const settled = after(now, at, { kind: "clock", at }).now;
        expect(nextPlaceTold(settled) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(at);
      }
    }),
  );
});
