import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyAcd, nextClock, PAUSE_REASONS, step, type Acd, type Happened, type Order } from "./index.ts";
import { NOBODY_MS, OUTSIDE_AGAIN_MS, OUTSIDE_RINGS_MS, outsideDue } from "./outside.ts";
import { rulesOf } from "./match.ts";
import { LINES, queue } from "./testing/queue.ts";

const AFTER_MS = 30_000;
const WITH_TELEPHONE = LINES.map((line) => (line.lineId === "17" ? { ...line, telephoneMs: AFTER_MS } : line));
const outside = (orders: readonly Order[]): readonly Order[] =>
  orders.filter(({ kind }) => kind === "ring_outside" || kind === "hush_outside");
const rings = (nth: number) => ({ kind: "ring_outside", callId: "c", lineId: "17", nth });
const hushes = (nth: number) => ({ kind: "hush_outside", callId: "c", nth });

describe("the telephone outside the room", () => {
  test("rings beside the console, the caller keeps the place, and whoever answers first has the call", () => {
    const q = queue(WITH_TELEPHONE);
    q.taker(0, "amina");
    expect(outside(q.ring(0, "c"))).toEqual([]);
    expect(outside(q.run(29_999, { kind: "clock" }))).toEqual([]);
    expect(outside(q.run(AFTER_MS, { kind: "clock" }))).toEqual([rings(1)]);
    expect(q.state("c")).toMatchObject({ kind: "offered", takerId: "amina" });
    const { attempt = 0 } = q.acd.calls.get("c") ?? {};
    expect(outside(q.run(31_000, { kind: "answered", callId: "c", attempt }))).toEqual([hushes(1)]);
    // Too late: the call-taker has the call.
    q.run(31_001, { kind: "outside_answered", callId: "c", nth: 1 });
    expect(q.state("c")).toMatchObject({ kind: "talking", takerId: "amina" });
  });

  test("has the call if it is faster: the console rings no more, its person is free, and the call is in the queue no more", () => {
    const q = queue(WITH_TELEPHONE);
    q.taker(0, "amina");
    q.ring(0, "c");
    q.run(AFTER_MS, { kind: "clock" });
    expect(q.run(31_000, { kind: "outside_answered", callId: "c", nth: 2 })).toEqual([]);
    expect(q.run(31_000, { kind: "outside_answered", callId: "c", nth: 1 })).toMatchObject([{ kind: "withdraw", takerId: "amina" }]);
    expect([q.state("c"), q.of("amina")]).toEqual([undefined, { kind: "ready" }]);
  });

  test("is one telephone: thirty callers ring it once at a time, for the first of them", () => {
    const q = queue(WITH_TELEPHONE);
    const first = outside(Array.from({ length: 30 }, (_, nth) => q.ring(nth, `c${nth}`)).flat());
    const rung = [...first, ...outside(q.run(NOBODY_MS + 100, { kind: "clock" }))];
    expect(rung).toEqual([{ kind: "ring_outside", callId: "c0", lineId: "17", nth: 1 }]);
    // The first is gone: the next one's turn comes.
    expect(outside(q.run(5_000, { kind: "ended", callId: "c0" }))).toEqual([{ kind: "ring_outside", callId: "c1", lineId: "17", nth: 1 }]);
    const ringing = [...q.acd.calls.values()].filter(({ outside: is }) => is?.kind === "rings");
    expect(ringing.map(({ callId }) => callId)).toEqual(["c1"]);
  });

  test("rings again when nobody answers there, and when it is refused", () => {
    const q = queue(WITH_TELEPHONE);
    q.taker(0, "amina");
    q.ring(0, "c");
    q.run(AFTER_MS, { kind: "clock" });
    const unanswered = AFTER_MS + OUTSIDE_RINGS_MS;
    expect(outside(q.run(unanswered, { kind: "clock" }))).toEqual([hushes(1)]);
    expect(outside(q.run(unanswered + OUTSIDE_AGAIN_MS, { kind: "clock" }))).toEqual([rings(2)]);
    const refused = unanswered + OUTSIDE_AGAIN_MS + 1_000;
    expect(outside(q.run(refused, { kind: "outside_failed", callId: "c", nth: 1 }))).toEqual([]);
    expect(outside(q.run(refused, { kind: "outside_failed", callId: "c", nth: 2 }))).toEqual([]);
    expect(outside(q.run(refused + OUTSIDE_AGAIN_MS, { kind: "clock" }))).toEqual([rings(3)]);
    expect(outside(q.run(refused + OUTSIDE_AGAIN_MS, { kind: "ended", callId: "c" }))).toEqual([]);
  });

  test("rings within five seconds where nobody is in the queue of the line: signed out, in a pause, or of other lines", () => {
    for (const leave of [
      [],
      [{ kind: "paused", takerId: "amina", reason: "meal" }],
      [{ kind: "taker_left", takerId: "amina" }],
    ] as const satisfies readonly (readonly Happened[])[]) {
      const q = queue(WITH_TELEPHONE);
      q.taker(0, "green", { lines: ["1548"] });
      if (leave.length > 0) q.taker(0, "amina");
      for (const each of leave) q.run(1, each);
      q.ring(10, "c");
      expect(nextClock(q.acd, 10)).toBe(10 + NOBODY_MS);
      expect(outside(q.run(10 + NOBODY_MS, { kind: "clock" }))).toEqual([rings(1)]);
      expect(NOBODY_MS).toBeLessThanOrEqual(5_000);
    }
    // The last person leaves while a caller waits.
    const q = queue(WITH_TELEPHONE);
    q.taker(0, "amina");
    q.ring(0, "c");
    expect(outside(q.run(9_000, { kind: "taker_lost", takerId: "amina" }))).toEqual([rings(1)]);
  });

  test("is let go of when its line has none any more, and no other line rings one", () => {
    const q = queue(WITH_TELEPHONE);
    q.ring(0, "c");
    q.ring(0, "d", "104");
    expect(outside(q.run(NOBODY_MS, { kind: "clock" }))).toEqual([rings(1)]);
    expect(outside(q.run(NOBODY_MS + 1, { kind: "lines_changed", lines: LINES }))).toEqual([hushes(1)]);
    expect(outside(q.run(NOBODY_MS + 60_000, { kind: "clock" }))).toEqual([]);
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
  fc.record({ kind: fc.constantFrom("outside_answered" as const, "outside_failed" as const), callId, nth }),
  fc.record({
    kind: fc.constant("offer_failed" as const),
    callId,
    attempt: nth,
    why: fc.constantFrom("refused" as const, "no_answer" as const),
  }),
  fc.record({ kind: fc.constantFrom("ended" as const, "call_back_asked" as const), callId }),
  fc.record({ kind: fc.constant("picked" as const), callId, takerId }),
  fc.record({ kind: fc.constant("passed_on" as const), callId, takerId: fc.option(takerId) }),
  fc.record({
    kind: fc.constant("taker_came" as const),
    takerId,
    languages: fc.constant(["ar" as const]),
    lines: fc.constantFrom(null, ["17"], ["1548"]),
  }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("ready" as const), takerId }) },
  fc.record({ kind: fc.constant("paused" as const), takerId, reason: fc.constantFrom(...PAUSE_REASONS) }),
  fc.record({ kind: fc.constantFrom("taker_lost" as const, "taker_left" as const), takerId }),
  { weight: 3, arbitrary: fc.constant({ kind: "clock" as const }) },
);
const course = fc.array(fc.tuple(anything, fc.nat(20_000)), { maxLength: 80, size: "max" });

/** Plays a course and looks at each step. */
function play(
  events: readonly (readonly [Happened, number])[],
  look: (before: Acd, what: Happened, orders: readonly Order[], after: Acd, at: number) => void,
) {
  let acd = emptyAcd(WITH_TELEPHONE);
  let at = 0;
  for (const [what, later] of events) {
    at += later;
    const done = step(acd, what, at);
    look(acd, what, done.orders, done.acd, at);
    acd = done.acd;
  }
}

describe("whatever happens", () => {
  test("the telephone outside rings exactly while it should: never late, never for a caller whom somebody has, let go of once", () => {
    fc.assert(
      fc.property(course, (events) => {
        const ringing = new Map<string, number>();
        play(events, (_, what, orders, after, at) => {
          if (what.kind === "outside_failed" && ringing.get(what.callId) === what.nth) ringing.delete(what.callId);
          for (const order of orders) {
            if (order.kind === "hush_outside") {
              expect(ringing.get(order.callId)).toBe(order.nth);
              ringing.delete(order.callId);
            }
            if (order.kind === "ring_outside") {
              expect(ringing.has(order.callId)).toBe(false);
              // The call waits on.
              expect(["waiting", "offered"]).toContain(after.calls.get(order.callId)?.state.kind);
              ringing.set(order.callId, order.nth);
            }
          }
          for (const id of ringing.keys()) if (!after.calls.has(id)) ringing.delete(id);
          for (const call of after.calls.values()) {
            expect(call.outside?.kind === "rings" ? call.outside.nth : undefined).toBe(ringing.get(call.callId));
            if (call.state.kind === "talking" || call.state.kind === "leaving" || call.callBack === "asked")
              expect(call.outside).toBeNull();
            const due = outsideDue(after, call, rulesOf(after.lines, call));
            if (due === null) continue;
            expect(due).toBeGreaterThan(at);
            const next = nextClock(after, at);
            expect(next).not.toBeNull();
            expect(next ?? 0).toBeLessThanOrEqual(due);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  test("a call leaves the queue by the telephone outside only if it rang there", () => {
    fc.assert(
      fc.property(course, (events) => {
        play(events, (before, what, orders, after) => {
          if (what.kind !== "outside_answered" || !before.calls.has(what.callId) || after.calls.has(what.callId)) return;
          if (orders.some(({ kind, callId: id }) => kind === "overflow" && id === what.callId)) return;
          expect(before.calls.get(what.callId)?.outside).toMatchObject({ kind: "rings", nth: what.nth });
          expect(["waiting", "offered"]).toContain(before.calls.get(what.callId)?.state.kind);
        });
      }),
      { numRuns: 300 },
    );
  });

  test("the room puts nobody into a pause by itself, if then no caller in danger could ring at anybody", () => {
    const missed = { kind: "clock" } as const;
    const withMisses = fc.array(fc.tuple(fc.oneof(anything, fc.constant(missed)), fc.nat(20_000)), { maxLength: 120, size: "max" });
    fc.assert(
      fc.property(withMisses, (events) => {
        play(events, (before, what, _, after) => {
          if (what.kind === "paused") return;
          const answers = (lines: readonly string[] | null): boolean => lines === null || lines.includes("17");
          for (const taker of after.takers.values()) {
            const was = before.takers.get(taker.takerId);
            const byRoom = taker.state.kind === "paused" && was?.state.kind === "offered" && was.pauseNext === null;
            if (!byRoom || !answers(taker.lines)) continue;
            const others = [...after.takers.values()].filter((other) => other !== taker && answers(other.lines));
            expect(others.some(({ state: { kind } }) => kind === "ready" || kind === "offered")).toBe(true);
          }
        });
      }),
      { numRuns: 1_000 },
    );
  });

  test("the only free person is not put into a pause while the only colleague talks", () => {
    const q = queue();
    q.taker(0, "amina");
    q.taker(1, "karim");
    q.ring(2, "talks");
    q.run(3, { kind: "answered", callId: "talks", attempt: 1 });
    q.ring(4, "c");
    for (let times = 1; times <= 5; times++) {
      q.run(4 + times * 15_000, { kind: "clock" });
      expect(q.of("karim")).toEqual({ kind: "offered", callId: "c" });
    }
  });
});
