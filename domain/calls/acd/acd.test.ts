import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CALL_LANGUAGES } from "../languages.ts";
import {
  compareCalls,
  emptyAcd,
  MISSED_LIMIT,
  nextClock,
  PAUSE_REASONS,
  step,
  waitingOf,
  type Acd,
  type Happened,
  type LineRules,
  type Order,
} from "./index.ts";
import { choose, rulesOf, suits } from "./match.ts";

const rules = (lineId: string, priority: number, more: Partial<LineRules> = {}): LineRules => ({
  lineId,
  priority,
  offerMs: 15_000,
  wrapUpMs: 10_000,
  anyLanguageMs: 20_000,
  overflowMs: null,
  callBack: priority !== 1,
  ...more,
});
const LINES = [rules("17", 1, { wrapUpMs: 0 }), rules("104", 2), rules("1548", 3, { overflowMs: 300_000 })];

/** Plays events one after the other; `run(at, event)` gives the orders of that step. */
function queue(lines: readonly LineRules[] = LINES) {
  let acd = emptyAcd(lines);
  const run = (at: number, what: Happened): readonly Order[] => {
    const done = step(acd, what, at);
    acd = done.acd;
    return done.orders;
  };
  const taker = (at: number, takerId: string, more: Partial<Extract<Happened, { kind: "taker_came" }>> = {}): readonly Order[] => {
    run(at, { kind: "taker_came", takerId, languages: ["ar", "fr"], lines: null, ...more });
    return run(at, { kind: "ready", takerId });
  };
  const ring = (at: number, callId: string, lineId = "17", more: Partial<Extract<Happened, { kind: "arrived" }>["call"]> = {}) =>
    run(at, { kind: "arrived", call: { callId, lineId, language: null, since: at, ...more } });
  return {
    run,
    taker,
    ring,
    get acd() {
      return acd;
    },
    state: (callId: string) => acd.calls.get(callId)?.state,
    of: (takerId: string) => acd.takers.get(takerId)?.state,
  };
}

describe("a caller", () => {
  test("is offered at once to whoever has been idle longest, and to the next when nobody answers", () => {
    const q = queue();
    q.taker(0, "amina");
    q.taker(1, "karim");
    expect(q.ring(10, "c1")).toEqual([{ kind: "offer", callId: "c1", takerId: "amina", attempt: 1, until: 15_010 }]);
    expect(nextClock(q.acd, 10)).toBe(15_010);
    expect(q.run(15_010, { kind: "clock" })).toEqual([
      { kind: "withdraw", callId: "c1", takerId: "amina", attempt: 1 },
      { kind: "offer", callId: "c1", takerId: "karim", attempt: 2, until: 30_010 },
    ]);
    q.run(15_020, { kind: "answered", callId: "c1", attempt: 1 });
    expect(q.state("c1")).toMatchObject({ kind: "offered" });
    q.run(15_030, { kind: "answered", callId: "c1", attempt: 2 });
    expect(q.state("c1")).toEqual({ kind: "talking", takerId: "karim", since: 15_030 });
  });

  test("of a more urgent line comes before one who has waited longer; on one line the first comes first", () => {
    const q = queue();
    q.ring(0, "old", "1548");
    q.ring(1, "child", "104");
    q.ring(2, "b", "17");
    q.ring(1, "a", "17");
    expect(waitingOf(q.acd.calls).map(({ callId }) => callId)).toEqual(["a", "b", "child", "old"]);
    expect(q.taker(10, "amina")).toMatchObject([{ kind: "offer", callId: "a" }]);
  });

  test("who asks for a language waits for who speaks it, and then for nobody in particular; nobody waits behind", () => {
    const q = queue();
    q.taker(0, "arabic", { languages: ["ar"] });
    expect(q.ring(0, "fr", "1548", { language: "fr" })).toEqual([]);
    expect(q.ring(5, "any", "1548")).toMatchObject([{ callId: "any", takerId: "arabic" }]);
    q.run(6, { kind: "answered", callId: "any", attempt: 1 });
    q.run(7, { kind: "ended", callId: "any" });
    expect(nextClock(q.acd, 7)).toBe(10_007);
    expect(q.run(10_007, { kind: "clock" })).toEqual([]);
    expect(q.run(20_000, { kind: "clock" })).toMatchObject([{ callId: "fr", takerId: "arabic" }]);
  });

  test("whose call-taker's telephone is lost waits before all others of the same priority, in the old place", () => {
    const q = queue();
    q.taker(0, "amina");
    q.ring(0, "mine");
    q.run(1, { kind: "answered", callId: "mine", attempt: 1 });
    q.ring(2, "earlier", "17", { since: -5 });
    q.run(3, { kind: "taker_lost", takerId: "amina" });
    expect(q.of("amina")).toEqual({ kind: "off" });
    expect(waitingOf(q.acd.calls).map(({ callId }) => callId)).toEqual(["mine", "earlier"]);
    expect(q.taker(4, "karim")).toMatchObject([{ callId: "mine", takerId: "karim", attempt: 2 }]);
  });

  test("whom nobody can take goes to the other room after the line's time, not while somebody is ready", () => {
    const q = queue();
    q.ring(0, "c", "1548");
    expect(q.run(299_999, { kind: "clock" })).toEqual([]);
    expect(q.run(300_000, { kind: "clock" })).toEqual([{ kind: "overflow", callId: "c", lineId: "1548" }]);
    q.ring(0, "d", "1548");
    expect(q.taker(400_000, "amina")).toEqual([]);
    const other = queue();
    other.taker(0, "amina");
    expect(other.ring(0, "e", "1548")).toHaveLength(1);
  });

  test("of a call-back keeps the place of the first call", () => {
    const q = queue();
    q.ring(100, "new");
    q.ring(200, "back", "17", { since: 50 });
    expect(waitingOf(q.acd.calls)[0]?.callId).toBe("back");
  });
});

describe("a call-taker", () => {
  test("who twice lets it ring is away, so that no caller waits for an empty chair", () => {
    const q = queue();
    q.taker(0, "amina");
    q.ring(0, "c");
    for (let nth = 1; nth <= MISSED_LIMIT; nth++) q.run(nth * 15_000, { kind: "clock" });
    expect(q.of("amina")).toEqual({ kind: "paused", reason: "no_answer" });
    expect(q.run(90_000, { kind: "ready", takerId: "amina" })).toMatchObject([{ kind: "offer", callId: "c" }]);
  });

  test("writes for the line's time after a call, and may say earlier to be ready", () => {
    const q = queue();
    q.taker(0, "amina");
    q.ring(0, "c", "104");
    q.run(1, { kind: "answered", callId: "c", attempt: 1 });
    q.run(100, { kind: "ended", callId: "c" });
    expect(q.of("amina")).toEqual({ kind: "wrap_up", callId: "c", until: 10_100 });
    expect(q.ring(200, "d")).toEqual([]);
    expect(q.run(10_100, { kind: "clock" })).toMatchObject([{ callId: "d", takerId: "amina" }]);
  });

  test("who asks for a pause in a call has it after the call; an offer that rings goes to the next", () => {
    const q = queue();
    q.taker(0, "amina");
    q.taker(1, "karim");
    q.ring(2, "c", "104");
    expect(q.run(3, { kind: "paused", takerId: "amina", reason: "meal" })).toMatchObject([
      { kind: "withdraw" },
      { kind: "offer", takerId: "karim" },
    ]);
    q.run(4, { kind: "answered", callId: "c", attempt: 2 });
    q.run(5, { kind: "paused", takerId: "karim", reason: "break" });
    expect(q.of("karim")).toMatchObject({ kind: "talking" });
    q.run(6, { kind: "ended", callId: "c" });
    q.run(10_006, { kind: "clock" });
    expect(q.of("karim")).toEqual({ kind: "paused", reason: "break" });
  });

  test("whose telephone is not there is not asked again, and the call goes on at once", () => {
    const q = queue();
    q.taker(0, "amina");
    q.taker(1, "karim");
    q.ring(2, "c");
    expect(q.run(3, { kind: "offer_failed", callId: "c", attempt: 1, why: "unreachable" })).toMatchObject([
      { kind: "offer", takerId: "karim" },
    ]);
    expect(q.of("amina")).toEqual({ kind: "off" });
  });

  test("who calls back has that call from the start, and the caller keeps the old place if the call-taker is lost", () => {
    const q = queue();
    q.taker(100, "amina");
    q.ring(110, "waits", "17");
    q.run(111, { kind: "answered", callId: "waits", attempt: 1 });
    const call = { callId: "back", lineId: "17", language: null, since: 50 };
    q.run(112, { kind: "called_out", takerId: "amina", call });
    expect(q.state("back")).toBeUndefined();
    q.run(113, { kind: "ended", callId: "waits" });
    q.run(114, { kind: "called_out", takerId: "amina", call });
    expect([q.state("back"), q.of("amina")]).toEqual([
      { kind: "talking", takerId: "amina", since: 114 },
      { kind: "talking", callId: "back" },
    ]);
    q.run(115, { kind: "taker_lost", takerId: "amina" });
    q.ring(116, "earlier", "17", { since: 60 });
    expect(waitingOf(q.acd.calls)[0]?.callId).toBe("back");
  });

  test("hands a call to a colleague, or out of the queue", () => {
    const q = queue();
    q.taker(0, "amina");
    q.taker(1, "karim");
    q.ring(2, "c");
    q.run(3, { kind: "answered", callId: "c", attempt: 1 });
    q.run(4, { kind: "passed_on", callId: "c", takerId: "karim" });
    expect([q.of("amina"), q.of("karim")]).toEqual([{ kind: "ready" }, { kind: "talking", callId: "c" }]);
    q.run(5, { kind: "passed_on", callId: "c", takerId: null });
    expect([q.acd.calls.size, q.of("karim")]).toEqual([0, { kind: "ready" }]);
  });
});

describe("a caller who asks to be called back", () => {
  const waits = (lineId = "1548", reachable = true) => {
    const q = queue();
    q.ring(0, "first", lineId, { reachable });
    q.ring(1, "second", lineId, { reachable });
    q.run(2, { kind: "call_back_asked", callId: "first" });
    return q;
  };

  test("is offered to nobody before the caller is gone, and then in the old place, before who came later", () => {
    const q = waits();
    expect(q.state("first")).toEqual({ kind: "leaving" });
    expect(q.taker(3, "amina")).toMatchObject([{ kind: "offer", callId: "second" }]);
    q.run(4, { kind: "ended", callId: "first" });
    q.ring(5, "third", "1548");
    expect(waitingOf(q.acd.calls).map(({ callId }) => callId)).toEqual(["first", "third"]);
    expect(q.taker(6, "karim")).toMatchObject([{ kind: "offer", callId: "first", takerId: "karim" }]);
  });

  test("is called by whoever accepts the offer; else the next is asked, and nothing is sent to another room", () => {
    const q = waits();
    q.run(3, { kind: "ended", callId: "first" });
    q.run(3, { kind: "ended", callId: "second" });
    q.taker(4, "amina");
    q.taker(5, "karim");
    expect(q.run(15_004, { kind: "clock" })).toMatchObject([{ kind: "withdraw" }, { kind: "offer", callId: "first", takerId: "karim" }]);
    const refused = { kind: "offer_failed", callId: "first", attempt: 2, why: "refused" } as const;
    expect(q.run(15_010, refused)).toMatchObject([{ kind: "offer", callId: "first", takerId: "amina" }]);
    const out = { callId: "out", lineId: "1548", language: null, since: 15_020, inPlaceOf: "first" };
    q.run(15_020, { kind: "called_out", takerId: "amina", call: out });
    expect([q.state("first"), q.state("out"), q.acd.calls.get("out")?.since]).toEqual([
      undefined,
      { kind: "talking", takerId: "amina", since: 15_020 },
      0,
    ]);
    const late = waits();
    late.run(3, { kind: "ended", callId: "first" });
    expect(late.run(300_002, { kind: "clock" })).toEqual([{ kind: "overflow", callId: "second", lineId: "1548" }]);
    expect(late.state("first")).toEqual({ kind: "waiting" });
  });

  test("is no longer offered as one who is on the line: what rings is taken back", () => {
    const q = queue();
    q.taker(0, "amina");
    q.ring(1, "c", "104", { reachable: true });
    expect(q.run(2, { kind: "call_back_asked", callId: "c" })).toMatchObject([{ kind: "withdraw", callId: "c", takerId: "amina" }]);
    expect(q.of("amina")).toEqual({ kind: "ready" });
    q.run(3, { kind: "answered", callId: "c", attempt: 1 });
    expect(q.run(4, { kind: "ended", callId: "c" })).toMatchObject([{ kind: "offer", callId: "c", attempt: 2 }]);
  });

  test("and rings again has the old place at once", () => {
    const q = waits();
    q.run(3, { kind: "ended", callId: "first" });
    q.ring(9, "again", "1548", { inPlaceOf: "first" });
    expect(waitingOf(q.acd.calls).map(({ callId, since }) => [callId, since])).toEqual([
      ["again", 0],
      ["second", 1],
    ]);
  });

  test("is not heard where the line does not offer it, the number cannot be called, or somebody talks already", () => {
    expect(waits("17").state("first")).toEqual({ kind: "waiting" });
    expect(waits("1548", false).state("first")).toEqual({ kind: "waiting" });
    const q = queue();
    q.taker(0, "amina");
    q.ring(1, "c", "104", { reachable: true });
    q.run(2, { kind: "answered", callId: "c", attempt: 1 });
    q.run(3, { kind: "call_back_asked", callId: "c" });
    expect(q.state("c")).toMatchObject({ kind: "talking" });
    // Nobody takes the place of one who is on the line.
    q.run(4, { kind: "called_out", takerId: "amina", call: { callId: "out", lineId: "104", language: null, since: 4, inPlaceOf: "c" } });
    expect([q.state("c")?.kind, q.state("out")]).toEqual(["talking", undefined]);
  });
});

describe("a colleague who is asked about a call", () => {
  const asked = () => {
    const q = queue();
    q.taker(0, "amina");
    q.ring(1, "c", "104");
    q.run(2, { kind: "answered", callId: "c", attempt: 1 });
    q.taker(3, "karim");
    q.run(4, { kind: "consulted", callId: "c", takerId: "karim" });
    return q;
  };

  test("is offered nothing until it is over, and goes on with what was before", () => {
    const q = asked();
    expect(q.ring(5, "d")).toEqual([]);
    expect(q.run(6, { kind: "consult_over", callId: "other", takerId: "karim" })).toEqual([]);
    expect(q.run(7, { kind: "consult_over", callId: "c", takerId: "karim" })).toMatchObject([
      { kind: "offer", callId: "d", takerId: "karim" },
    ]);
    const paused = asked();
    paused.run(5, { kind: "paused", takerId: "karim", reason: "meal" });
    expect(paused.of("karim")).toMatchObject({ kind: "consulted" });
    paused.run(6, { kind: "ended", callId: "c" });
    expect(paused.of("karim")).toEqual({ kind: "paused", reason: "meal" });
  });

  test("has the call when it is handed on, and is free when the one who asks is lost", () => {
    const q = asked();
    q.run(5, { kind: "passed_on", callId: "c", takerId: "karim" });
    expect(q.of("karim")).toEqual({ kind: "talking", callId: "c" });
    const lost = asked();
    expect(lost.run(5, { kind: "taker_lost", takerId: "amina" })).toMatchObject([{ kind: "offer", callId: "c", takerId: "karim" }]);
  });

  test("who has a call of their own is not asked", () => {
    const q = asked();
    q.run(5, { kind: "consulted", callId: "c", takerId: "amina" });
    expect(q.of("amina")).toMatchObject({ kind: "talking" });
  });
});

/** What must be true of a queue at any moment. */
function holds(acd: Acd, at: number): void {
  for (const call of acd.calls.values()) {
    // Nobody is on the line, or is asked whether they are: no such call is one that somebody talks in.
    if (call.state.kind === "leaving") expect(call.callBack).toBe("may");
    if (call.callBack === "asked") expect(call.state.kind).not.toBe("talking");
  }
  for (const { state } of acd.takers.values())
    if (state.kind === "consulted") expect(acd.calls.get(state.callId)?.state.kind).toBe("talking");
  for (const call of acd.calls.values())
    if (call.state.kind !== "waiting" && call.state.kind !== "leaving")
      expect(acd.takers.get(call.state.takerId)?.state).toMatchObject({ kind: call.state.kind, callId: call.callId });
  for (const taker of acd.takers.values())
    if (taker.state.kind === "offered" || taker.state.kind === "talking")
      expect(acd.calls.get(taker.state.callId)?.state).toMatchObject({ kind: taker.state.kind, takerId: taker.takerId });
  // Nobody waits for whom there is somebody.
  for (const call of waitingOf(acd.calls)) expect(choose(acd.takers, call, rulesOf(acd.lines, call), at)).toBeNull();
}

/** Each offer goes to the first of those whom that person could take, and to the one of those ready who was idle longest. */
function isFair(before: Acd, after: Acd, orders: readonly Order[], at: number): void {
  for (const order of orders) {
    if (order.kind !== "offer") continue;
    const [call, taker] = [after.calls.get(order.callId), after.takers.get(order.takerId)];
    if (call === undefined || taker === undefined) throw new Error("an offer of nothing, or to nobody");
    for (const other of waitingOf(after.calls))
      if (suits(taker, other, rulesOf(after.lines, other), at)) expect(compareCalls(call, other)).toBeLessThan(0);
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
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("answered" as const), callId, attempt: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("ended" as const), callId }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("offer_failed" as const),
      callId,
      attempt: fc.integer({ min: 1, max: 4 }),
      why: fc.constantFrom("no_answer" as const, "refused" as const, "unreachable" as const),
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
  fc.record({ kind: fc.constantFrom("taker_lost" as const, "taker_left" as const), takerId }),
  fc.record({ kind: fc.constant("passed_on" as const), callId, takerId: fc.option(takerId) }),
  fc.record({ kind: fc.constant("language_chosen" as const), callId, language: fc.constantFrom(...CALL_LANGUAGES) }),
  fc.record({ kind: fc.constant("lines_changed" as const), lines: fc.subarray(LINES) }),
  fc.constant({ kind: "clock" as const }),
);

describe("whatever happens", () => {
  test("a call is with one person and a person with one call, nobody waits for whom there is somebody, and no call vanishes", () => {
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
            // Whatever happens to a call that goes on, its place stays; one who has left to be called back is never sent away.
            if (after !== undefined) expect([after.since, after.lineId]).toEqual([before.since, before.lineId]);
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
      { numRuns: 400 },
    );
  });

  test("ten thousand calls of a day are all answered, each line in order, and the work is shared evenly", () => {
    const people = Array.from({ length: 12 }, (_, n) => `t${n}`);
    const q = queue(LINES.map((line) => ({ ...line, overflowMs: null })));
    for (const each of people) q.taker(0, each);
    const served = new Map<string, number>();
    const answeredOf = new Map<string, number[]>();
    /** What will happen, by its moment: a heap would be faster, a sorted list of few is enough. */
    const ahead: { at: number; what: Happened }[] = [];
    const put = (at: number, what: Happened): void => void ahead.splice(ahead.findLastIndex((each) => each.at <= at) + 1, 0, { at, what });
    const dice = fc.sample(fc.nat(999), { numRuns: 20_000, seed: 17 });
    const take = (orders: readonly Order[], at: number): void => {
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
      take(q.run(at, what), at);
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
