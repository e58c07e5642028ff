import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstSettings, rulesOfLine, type Line } from "../line-settings.ts";
import { emptyAcd, nextClock, step, type Acd, type Happened, type Order } from "./index.ts";
import { NOBODY_MS, OTHER_ROOM, OTHER_ROOM_RINGS_MS, OUTSIDE_AGAIN_MS, outsideDue } from "./outside.ts";
import { rulesOf } from "./match.ts";
import { LINES, queue } from "./testing/queue.ts";

const AFTER_MS = 20_000;
const WITH_OTHER_ROOM = LINES.map((line) => (line.lineId === "17" ? { ...line, otherRoomMs: AFTER_MS, telephoneMs: 30_000 } : line));
const beyond = (orders: readonly Order[]): readonly Order[] =>
  orders.filter(({ kind }) => kind === "ring_other_room" || kind === "hush_other_room");
const rings = (nth: number, callId = "c") => ({ kind: "ring_other_room", callId, lineId: "17", nth });

describe("the other room of a line of people in danger", () => {
  test("is a step of the ladder: with the supervisors' alarm, or earlier where the line says so; other lines send the call away", () => {
    const line = (priority: number, afterMs: number): Line => ({
      ...firstSettings({ ar: "خط", fr: "ligne", en: "line" }, priority),
      number: "17",
      version: 1,
      closed: false,
      overflow: { afterMs, to: "0550123456" },
    });
    expect(rulesOfLine(line(1, 60_000))).toMatchObject({ overflowMs: null, otherRoomMs: 20_000 });
    expect(rulesOfLine(line(1, 12_000))).toMatchObject({ overflowMs: null, otherRoomMs: 12_000 });
    expect(rulesOfLine(line(2, 60_000))).toMatchObject({ overflowMs: 60_000, otherRoomMs: null });
    expect(rulesOfLine({ ...line(1, 60_000), overflow: null })).toMatchObject({ overflowMs: null, otherRoomMs: null });
  });

  test("rings beside the console, for each caller, and whoever answers first has the call: all else is let go of", () => {
    const q = queue(WITH_OTHER_ROOM);
    q.taker(0, "amina");
    q.ring(0, "c");
    q.ring(1, "d");
    expect(beyond(q.run(AFTER_MS - 1, { kind: "clock" }))).toEqual([]);
    expect(beyond(q.run(AFTER_MS + 1, { kind: "clock" }))).toEqual([rings(1), rings(1, "d")]);
    expect(q.state("c")).toMatchObject({ kind: "offered", takerId: "amina" });
    // The telephone outside rings for the first of them as well.
    q.run(31_000, { kind: "clock" });
    expect(q.run(32_000, { kind: "other_room_answered", callId: "c", nth: 1 })).toMatchObject([
      { kind: "hush_outside", callId: "c" },
      { kind: "withdraw", callId: "c", takerId: "amina" },
      { kind: "offer", callId: "d" },
      { kind: "ring_outside", callId: "d" },
    ]);
    expect(q.state("c")).toBeUndefined();
    const { attempt = 0 } = q.acd.calls.get("d") ?? {};
    expect(q.run(33_000, { kind: "answered", callId: "d", attempt })).toEqual([
      { kind: "hush_outside", callId: "d", nth: 1 },
      { kind: "hush_other_room", callId: "d", nth: 1 },
    ]);
    // Too late: the call-taker has the call.
    q.run(33_001, { kind: "other_room_answered", callId: "d", nth: 1 });
    expect(q.state("d")).toMatchObject({ kind: "talking", takerId: "amina" });
  });

  test("is refused or does not answer: the caller has waited since the beginning all the same, and it rings again", () => {
    const q = queue(WITH_OTHER_ROOM);
    q.taker(0, "amina");
    q.ring(0, "c");
    q.run(AFTER_MS, { kind: "clock" });
    q.run(21_000, { kind: "other_room_failed", callId: "c", nth: 1 });
    expect(q.acd.calls.get("c")).toMatchObject({ since: 0, otherRoom: { kind: "vain", nth: 1 } });
    expect(beyond(q.run(21_000 + OUTSIDE_AGAIN_MS, { kind: "clock" }))).toEqual([rings(2)]);
    const unanswered = 21_000 + OUTSIDE_AGAIN_MS + OTHER_ROOM_RINGS_MS;
    expect(beyond(q.run(unanswered, { kind: "clock" }))).toEqual([{ kind: "hush_other_room", callId: "c", nth: 2 }]);
    expect(beyond(q.run(unanswered + OUTSIDE_AGAIN_MS, { kind: "clock" }))).toEqual([rings(3)]);
    expect(q.acd.calls.get("c")?.since).toBe(0);
  });

  test("is not rung for a caller of whom it has had the call, from the beginning or since it has said so; every other number is", () => {
    const q = queue(WITH_OTHER_ROOM);
    q.run(0, { kind: "arrived", call: { callId: "c", lineId: "17", language: null, since: 0, isHanded: true } });
    q.ring(0, "d");
    expect(beyond(q.run(AFTER_MS, { kind: "clock" }))).toEqual([rings(1, "d")]);
    q.run(AFTER_MS + 1, { kind: "other_room_failed", callId: "d", nth: 1, isLoop: true });
    expect(q.run(10 * AFTER_MS, { kind: "clock" }).filter(({ kind }) => kind === "ring_other_room")).toEqual([]);
    expect(q.acd.calls.get("c")?.outside ?? q.acd.calls.get("d")?.outside).not.toBeNull();
    // Nor is it sent away by a line that sends callers away.
    const away = queue(LINES.map((line) => ({ ...line, overflowMs: 1_000 })));
    away.run(0, { kind: "arrived", call: { callId: "e", lineId: "1548", language: null, since: 0, isHanded: true } });
    expect(away.run(5_000, { kind: "clock" })).toEqual([]);
  });

  test("rings within five seconds where nobody is in the queue of the line", () => {
    const q = queue(WITH_OTHER_ROOM);
    q.ring(10, "c");
    expect(beyond(q.run(10 + NOBODY_MS, { kind: "clock" }))).toEqual([rings(1)]);
  });
});

const takerId = fc.constantFrom("t1", "t2", "t3");
const callId = fc.constantFrom("c1", "c2", "c3");
const nth = fc.integer({ min: 1, max: 3 });
const anything: fc.Arbitrary<Happened> = fc.oneof(
  callId.chain((id) =>
    fc.record({
      kind: fc.constant("arrived" as const),
      call: fc.record({
        callId: fc.constant(id),
        lineId: fc.constantFrom("17", "1548"),
        language: fc.constant(null),
        since: fc.integer({ min: -60_000, max: 0 }),
        reachable: fc.boolean(),
      }),
    }),
  ),
  fc.record({ kind: fc.constant("answered" as const), callId, attempt: nth }),
  fc.record({
    kind: fc.constantFrom(
      "outside_answered" as const,
      "outside_failed" as const,
      "other_room_answered" as const,
      "other_room_failed" as const,
    ),
    callId,
    nth,
  }),
  fc.record({ kind: fc.constantFrom("ended" as const, "call_back_asked" as const), callId }),
  fc.record({ kind: fc.constant("passed_on" as const), callId, takerId: fc.option(takerId) }),
  fc.record({
    kind: fc.constant("taker_came" as const),
    takerId,
    languages: fc.constant(["ar" as const]),
    lines: fc.constantFrom(null, ["17"], ["1548"]),
  }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("ready" as const), takerId }) },
  fc.record({ kind: fc.constantFrom("taker_lost" as const, "taker_left" as const), takerId }),
  { weight: 3, arbitrary: fc.constant({ kind: "clock" as const }) },
);

/** Plays a course of events and looks at each step. */
function play(
  events: readonly (readonly [Happened, number])[],
  look: (before: Acd, what: Happened, orders: readonly Order[], after: Acd, at: number) => void,
) {
  let acd = emptyAcd(WITH_OTHER_ROOM);
  let at = 0;
  for (const [what, later] of events) {
    at += later;
    const done = step(acd, what, at);
    look(acd, what, done.orders, done.acd, at);
    acd = done.acd;
  }
}

describe("whatever happens", () => {
  const course = fc.array(fc.tuple(anything, fc.nat(20_000)), { maxLength: 80, size: "max" });

  test("a caller in danger waits in the queue since the arrival, until a person has the call or the caller is gone", () => {
    fc.assert(
      fc.property(course, (events) => {
        play(events, (before, what, orders, after) => {
          for (const call of before.calls.values()) {
            if (call.priority !== 1) continue;
            expect(orders.some((order) => order.kind === "overflow" && order.callId === call.callId)).toBe(false);
            const now = after.calls.get(call.callId);
            if (now !== undefined) expect(now.since).toBe(call.since);
            else {
              expect(["ended", "passed_on", "outside_answered", "other_room_answered", "arrived"]).toContain(what.kind);
              if (what.kind === "other_room_answered") expect(call.otherRoom).toMatchObject({ kind: "rings", nth: what.nth });
            }
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  test("the other room rings exactly while it should: never late, never for a caller whom somebody has, let go of once", () => {
    fc.assert(
      fc.property(course, (events) => {
        const ringing = new Map<string, number>();
        play(events, (_, what, orders, after, at) => {
          if (what.kind === "other_room_failed" && ringing.get(what.callId) === what.nth) ringing.delete(what.callId);
          for (const order of orders) {
            if (order.kind === "hush_other_room") {
              expect(ringing.get(order.callId)).toBe(order.nth);
              ringing.delete(order.callId);
            }
            if (order.kind !== "ring_other_room") continue;
            expect(ringing.has(order.callId)).toBe(false);
            expect(["waiting", "offered"]).toContain(after.calls.get(order.callId)?.state.kind);
            ringing.set(order.callId, order.nth);
          }
          for (const id of ringing.keys()) {
            if (after.calls.has(id)) continue;
            // Nobody is on the line any more, or the other room itself has the caller: all else was let go of.
            expect(["ended", "other_room_answered", "passed_on"]).toContain(what.kind);
            ringing.delete(id);
          }
          for (const call of after.calls.values()) {
            expect(call.otherRoom?.kind === "rings" ? call.otherRoom.nth : undefined).toBe(ringing.get(call.callId));
            if (call.state.kind === "talking" || call.state.kind === "leaving" || call.callBack === "asked")
              expect(call.otherRoom).toBeNull();
            const due = outsideDue(after, call, rulesOf(after.lines, call), OTHER_ROOM);
            if (due === null) continue;
            expect(due).toBeGreaterThan(at);
            expect(nextClock(after, at) ?? Infinity).toBeLessThanOrEqual(due);
          }
        });
      }),
      { numRuns: 500 },
    );
  });
});

test("who only writes is rung for at no telephone, and handed to no other room: nobody could read there", () => {
  const lines = WITH_OTHER_ROOM.map((line) => (line.lineId === "1548" ? { ...line, overflowMs: 10_000 } : line));
  for (const lineId of ["17", "1548"]) {
    let acd: Acd = emptyAcd(lines);
    const orders: Order[] = [];
    const run = (at: number, what: Happened): void => {
      const done = step(acd, what, at);
      acd = done.acd;
      orders.push(...done.orders);
    };
    run(0, { kind: "arrived", call: { callId: "deaf", lineId, language: null, since: 0, voiceless: true } });
    for (const at of [5_000, 25_000, 60_000, 300_000]) run(at, { kind: "clock" });
    expect(orders).toEqual([]);
    // Nothing is due that would turn the clock without pause.
    expect(nextClock(acd, 300_000) ?? Infinity).toBeGreaterThan(300_000);
    run(301_000, { kind: "taker_came", takerId: "amina", languages: ["ar"], lines: null });
    run(301_001, { kind: "ready", takerId: "amina" });
    expect(orders).toMatchObject([{ kind: "offer", callId: "deaf" }]);
  }
});

test("four callers of a line ring at the other room at once, and the next as one of them is taken", () => {
  let acd: Acd = emptyAcd(WITH_OTHER_ROOM);
  const rung: string[] = [];
  const run = (at: number, what: Happened): void => {
    const done = step(acd, what, at);
    acd = done.acd;
    for (const order of done.orders) if (order.kind === "ring_other_room") rung.push(order.callId);
  };
  for (let nth = 0; nth < 7; nth++) run(nth, { kind: "arrived", call: { callId: `c${nth}`, lineId: "17", language: null, since: nth } });
  run(AFTER_MS + 10, { kind: "clock" });
  expect(rung).toEqual(["c0", "c1", "c2", "c3"]);
  expect(nextClock(acd, AFTER_MS + 10) ?? Infinity).toBeGreaterThan(AFTER_MS + 10);
  run(AFTER_MS + 1_000, { kind: "other_room_answered", callId: "c1", nth: 1 });
  expect(rung).toEqual(["c0", "c1", "c2", "c3", "c4"]);
});
