import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CALL_LANGUAGES } from "../languages.ts";
import {
  compareCalls,
  emptyAcd,
  nextClock,
  PAUSE_REASONS,
  step,
  waitingOf,
  withClockMoved,
  type Acd,
  type Happened,
  type Order,
  type QueuedCall,
} from "./index.ts";
import { choose, rulesOf, suits } from "./match.ts";
import { LINES, queue } from "./testing/queue.ts";

/** Invariants of a queue at any moment. */
function holds(acd: Acd, at: number): void {
  for (const call of acd.calls.values()) {
    // Nobody is on the line, or is asked whether they are: no such call is one that somebody talks in.
    if (call.state.kind === "leaving") expect(call.callBack).toBe("may");
    if (call.callBack === "asked") expect(call.state.kind).not.toBe("talking");
    // A call back is never offered to a locked screen.
    if (call.callBack === "asked" && call.state.kind === "offered") expect(acd.takers.get(call.state.takerId)?.locked).toBe(false);
  }
  for (const { state } of acd.takers.values())
    if (state.kind === "consulted") expect(acd.calls.get(state.callId)?.state.kind).toBe("talking");
  for (const call of acd.calls.values())
    if (call.state.kind !== "waiting" && call.state.kind !== "leaving")
      expect(acd.takers.get(call.state.takerId)?.state).toMatchObject({ kind: call.state.kind, callId: call.callId });
  for (const taker of acd.takers.values())
    if (taker.state.kind === "offered" || taker.state.kind === "talking")
      expect(acd.calls.get(taker.state.callId)?.state).toMatchObject({ kind: taker.state.kind, takerId: taker.takerId });
  // No call waits while a suitable call-taker is ready, or is offered something less urgent.
  for (const call of waitingOf(acd.calls)) {
    const rules = rulesOf(acd.lines, call);
    expect(choose(acd.takers, call, rules, at)).toBeNull();
    for (const taker of acd.takers.values())
      if (call.callBack !== "asked" && taker.state.kind === "offered" && suits(taker, call, rules, at))
        expect(acd.calls.get(taker.state.callId)?.priority).toBeLessThanOrEqual(call.priority);
  }
}

/** True if the telephone rang for a less urgent call that gave way, and not because that offer had run out or was refused. */
function isTakenFromAnother(before: Acd, after: Acd, call: QueuedCall, taker: string, at: number): boolean {
  const state = before.takers.get(taker)?.state;
  if (state?.kind !== "offered" || state.callId === call.callId) return false;
  const [rang, waits] = [before.calls.get(state.callId), after.calls.get(state.callId)];
  return rang?.state.kind === "offered" && rang.state.until > at && waits !== undefined && !waits.tried.includes(taker);
}

/**
 * Each offer goes to the first call that the person could take, and to the ready person who was idle longest. A telephone that was ringing
 * already goes to a caller on the line: a call-back only takes somebody who is free.
 */
function isFair(before: Acd, after: Acd, orders: readonly Order[], at: number): void {
  for (const order of orders) {
    if (order.kind !== "offer") continue;
    const [call, taker] = [after.calls.get(order.callId), after.takers.get(order.takerId)];
    if (call === undefined || taker === undefined) throw new Error("an offer of nothing, or to nobody");
    const wasTaken = isTakenFromAnother(before, after, call, order.takerId, at);
    if (wasTaken) expect(call.callBack).not.toBe("asked");
    for (const other of waitingOf(after.calls))
      if (suits(taker, other, rulesOf(after.lines, other), at) && !(wasTaken && other.callBack === "asked"))
        expect(compareCalls(call, other)).toBeLessThan(0);
    const idle = before.takers.get(order.takerId)?.state.kind === "ready" ? (before.takers.get(order.takerId)?.idleSince ?? at) : at;
    for (const other of after.takers.values())
      if (
        other.state.kind === "ready" &&
        suits(other, call, rulesOf(after.lines, call), at) &&
        !call.tried.includes(other.takerId) &&
        !call.tried.slice(0, -1).includes(taker.takerId)
      )
        expect(idle).toBeLessThanOrEqual(other.idleSince);
  }
}

const takerId = fc.constantFrom("t1", "t2", "t3", "t4");
const callId = fc.nat(11).map((n) => `c${n}`);
const anything: fc.Arbitrary<Happened> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("arrived" as const),
      call: fc.record({
        callId,
        lineId: fc.constantFrom("17", "104", "1548", "unknown"),
        language: fc.constantFrom(null, ...CALL_LANGUAGES),
        since: fc.integer({ min: -100_000, max: 0 }),
        reachable: fc.boolean(),
        inPlaceOf: fc.option(callId),
      }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("call_back_asked" as const), callId }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("consulted" as const, "consult_over" as const), callId, takerId }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("answered" as const, "answered" as const, "answering" as const),
      callId,
      attempt: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("ended" as const), callId }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("offer_failed" as const),
      callId,
      attempt: fc.integer({ min: 1, max: 4 }),
      why: fc.constantFrom("no_answer" as const, "refused" as const, "unreachable" as const, "not_joined" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("taker_came" as const),
      takerId,
      languages: fc.subarray([...CALL_LANGUAGES], { minLength: 1 }),
      lines: fc.constantFrom(null, ["17"], ["104", "1548"]),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("ready" as const), takerId }) },
  fc.record({
    kind: fc.constant("called_out" as const),
    takerId,
    call: fc.record({
      callId,
      lineId: fc.constantFrom("17", "1548"),
      language: fc.constant(null),
      since: fc.integer({ min: -100_000, max: 0 }),
      inPlaceOf: fc.option(callId),
    }),
  }),
  fc.record({ kind: fc.constant("paused" as const), takerId, reason: fc.constantFrom(...PAUSE_REASONS) }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("screen_locked" as const, "screen_opened" as const), takerId }) },
  fc.record({ kind: fc.constantFrom("taker_lost" as const, "taker_left" as const), takerId }),
  fc.record({ kind: fc.constant("passed_on" as const), callId, takerId: fc.option(takerId) }),
  fc.record({ kind: fc.constant("language_chosen" as const), callId, language: fc.constantFrom(...CALL_LANGUAGES) }),
  fc.record({ kind: fc.constant("lines_changed" as const), lines: fc.subarray(LINES) }),
  fc.constant({ kind: "clock" as const }),
);

describe("whatever happens", () => {
  // Two seeds that failed: a caller overtook an older call-back of the line at a ringing telephone; a telephone "answered" a call-back.
  test.each([{ numRuns: 400 }, { numRuns: 400, seed: -1282302506 }])(
    "a call is with one person and a person with one call, nobody waits for whom there is somebody, and no call vanishes %j",
    (runs) => {
      fc.assert(
        fc.property(fc.array(fc.tuple(anything, fc.nat(20_000)), { maxLength: 120, size: "max" }), (events) => {
          let acd = emptyAcd(LINES);
          let at = 0;
          for (const [what, later] of events) {
            at += later;
            const done = step(acd, what, at);
            holds(done.acd, at);
            isFair(acd, done.acd, done.orders, at);
            const gone = [...acd.calls.keys()].filter((id) => !done.acd.calls.has(id));
            const sentAway = done.orders.flatMap((order) => (order.kind === "overflow" ? [order.callId] : []));
            const ended = what.kind === "ended" || what.kind === "passed_on" ? [what.callId] : [];
            const replaced = "call" in what && acd.calls.get(what.call.inPlaceOf ?? "")?.callBack === "asked" ? [what.call.inPlaceOf] : [];
            for (const id of gone) expect([...sentAway, ...ended, ...replaced]).toContain(id);
            for (const [id, before] of acd.calls) {
              const after = done.acd.calls.get(id);
              // A call that goes on keeps its place; one that waits again after a talk is not sent to another room by its first wait.
              const hasOverflow = (acd.lines.get(before.lineId)?.overflowMs ?? null) !== null;
              const waitsAgain = before.state.kind === "talking" && after?.state.kind !== "talking";
              const since = waitsAgain && hasOverflow ? at : before.since;
              if (after !== undefined) expect([after.since, after.lineId]).toEqual([since, before.lineId]);
              if (waitsAgain) expect(sentAway).not.toContain(id);
              // A caller who left for a call back never overflows to another room.
              if (before.callBack === "asked") expect(sentAway).not.toContain(id);
              if (before.callBack === "asked" && after !== undefined) expect(after.callBack).toBe("asked");
              if (before.state.kind === "leaving") {
                expect([after?.state.kind, after?.callBack]).toEqual(
                  ended.includes(id) && what.kind === "ended" ? [after?.state.kind, "asked"] : ["leaving", "may"],
                );
              }
            }
            acd = done.acd;
          }
        }),
        runs,
      );
    },
  );

  const WITH_ALL = LINES.map((line) => ({ ...line, ...(line.lineId === "17" ? { telephoneMs: 30_000, otherRoomMs: 20_000 } : {}) }));

  test("nothing changes before the time for which the clock is set, and nothing at all where it is set for none", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anything, fc.nat(20_000)), { maxLength: 60, size: "max" }), (events) => {
        let acd = emptyAcd(WITH_ALL);
        let at = 0;
        for (const [what, later] of events) {
          at += later;
          ({ acd } = step(acd, what, at));
          const next = nextClock(acd, at);
          if (next !== null) expect(next).toBeGreaterThan(at);
          const before = step(acd, { kind: "clock" }, next === null ? at + 1e9 : next - 1);
          expect(before).toEqual({ acd, orders: [] });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("the clock may be stepped: everything goes on as before, later or earlier by as much", () => {
    const movedEvent = (what: Happened, byMs: number): Happened =>
      "call" in what ? { ...what, call: { ...what.call, since: what.call.since + byMs } } : what;
    const movedOrder = (order: Order, byMs: number): Order => (order.kind === "offer" ? { ...order, until: order.until + byMs } : order);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anything, fc.nat(20_000)), { maxLength: 60, size: "max" }),
        fc.integer({ min: -1e9, max: 1e9 }),
        (events, byMs) => {
          let acd = emptyAcd(WITH_ALL);
          let at = 0;
          for (const [what, later] of events) {
            at += later;
            const moved = step(withClockMoved(acd, byMs), movedEvent(what, byMs), at + byMs);
            const done = step(acd, what, at);
            expect(moved).toEqual({ acd: withClockMoved(done.acd, byMs), orders: done.orders.map((order) => movedOrder(order, byMs)) });
            const [next, movedNext] = [nextClock(done.acd, at), nextClock(moved.acd, at + byMs)];
            expect(movedNext).toBe(next === null ? null : next + byMs);
            ({ acd } = done);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test("a call that a person takes before its turn is with that person alone, and everybody else keeps what they had", () => {
    // Apart from the events above, whose seeds would mean other events.
    const picked = fc.record({ kind: fc.constant("picked" as const), callId, takerId });
    const any = fc.oneof({ weight: 3, arbitrary: anything }, { weight: 1, arbitrary: picked });
    fc.assert(
      fc.property(fc.array(fc.tuple(any, fc.nat(20_000)), { maxLength: 120, size: "max" }), (events) => {
        let acd = emptyAcd(LINES);
        let at = 0;
        for (const [what, later] of events) {
          at += later;
          const done = step(acd, what, at);
          holds(done.acd, at);
          if (what.kind === "picked") {
            for (const id of acd.calls.keys())
              expect(done.acd.calls.get(id) ?? done.orders.find((order) => order.kind === "overflow" && order.callId === id)).toBeDefined();
            for (const order of done.orders)
              if (order.kind === "offer" && order.picked) expect([order.callId, order.takerId]).toEqual([what.callId, what.takerId]);
            const talks = (state: Acd) => [...state.calls.values()].filter(({ state: { kind } }) => kind === "talking").length;
            expect(talks(done.acd)).toBe(talks(acd));
          }
          acd = done.acd;
        }
      }),
      { numRuns: 400 },
    );
  });

  test("ten thousand calls of a day are all answered, each line in order, and the work is shared evenly", () => {
    const people = Array.from({ length: 12 }, (_, n) => `t${n}`);
    const q = queue(LINES.map((line) => ({ ...line, overflowMs: null })));
    for (const each of people) q.taker(0, each);
    const served = new Map<string, number>();
    const answeredOf = new Map<string, number[]>();
    /** Future events, by time: a heap would be faster, but a sorted list of few is enough. */
    const ahead: { at: number; what: Happened }[] = [];
    const put = (at: number, what: Happened): void => void ahead.splice(ahead.findLastIndex((each) => each.at <= at) + 1, 0, { at, what });
    const dice = fc.sample(fc.nat(999), { numRuns: 20_000, seed: 17 });
    const answerOffers = (orders: readonly Order[], at: number): void => {
      for (const order of orders)
        if (order.kind === "offer") put(at + 2000, { kind: "answered", callId: order.callId, attempt: order.attempt });
    };
    for (let n = 0, at = 0; n < 10_000; n++) {
      at += 17 * (dice[n] ?? 0);
      const lineId = ["17", "1548", "1548", "104"][(dice[n] ?? 0) % 4] ?? "17";
      put(at, { kind: "arrived", call: { callId: `c${n}`, lineId, language: null, since: at } });
    }
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
      const { at, what } = next;
      const call = what.kind === "answered" ? q.acd.calls.get(what.callId) : undefined;
      answerOffers(q.run(at, what), at);
      if (call?.state.kind === "offered" && q.state(call.callId)?.kind === "talking") {
        served.set(call.state.takerId, (served.get(call.state.takerId) ?? 0) + 1);
        answeredOf.set(call.lineId, [...(answeredOf.get(call.lineId) ?? []), call.since]);
        put(at + 30_000 + 60 * (dice[10_000 + Number(call.callId.slice(1))] ?? 0), { kind: "ended", callId: call.callId });
      }
      const due = ahead.length === 0 ? nextClock(q.acd, at) : null;
      if (due !== null) put(due, { kind: "clock" });
    }
    expect(q.acd.calls.size).toBe(0);
    expect([...served.values()].reduce((sum, n) => sum + n, 0)).toBe(10_000);
    const [least, most] = [Math.min(...served.values()), Math.max(...served.values())];
    expect(served.size).toBe(people.length);
    expect(most / least).toBeLessThan(1.15);
    for (const since of answeredOf.values()) expect(since).toEqual(since.toSorted((a, b) => a - b));
  });
});
