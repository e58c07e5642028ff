import { describe, expect, test } from "vitest";
import { compareCalls, MISSED_LIMIT, nextClock, REST_MS, waitingOf } from "./index.ts";
import { LINES, queue, waitingCall } from "./testing/queue.ts";

const came = (takerId: string) => ({ kind: "taker_came", takerId, languages: ["ar"], lines: null }) as const;
const clock = { kind: "clock" } as const;

/** A queue in which Amina talks in call "c" of a line with a wrap-up. */
const talking = (lineId = "104") => {
  const q = queue();
  q.taker(0, "amina");
  q.ring(1, "c", lineId);
  q.run(2, { kind: "answered", callId: "c", attempt: 1 });
  expect(q.of("amina")).toEqual({ kind: "talking", callId: "c" });
  return q;
};

describe("a call-taker", () => {
  test("has no telephone at first, and is told new languages and lines without another state", () => {
    const q = queue();
    expect(q.run(5, came("amina"))).toEqual([]);
    expect(q.acd.takers.get("amina")).toEqual({
      takerId: "amina",
      languages: ["ar"],
      lines: null,
      state: { kind: "off" },
      since: 5,
      idleSince: 5,
      missed: 0,
      pauseNext: null,
      locked: false,
    });
    q.run(6, { kind: "ready", takerId: "amina" });
    q.run(7, { kind: "taker_came", takerId: "amina", languages: ["fr"], lines: ["17"] });
    expect(q.acd.takers.get("amina")).toMatchObject({ languages: ["fr"], lines: ["17"], state: { kind: "ready" }, since: 6 });
    expect(q.ring(8, "c", "104")).toEqual([]);
  });

  test("keeps the place among the idle when saying again to be ready, and loses it by a pause", () => {
    for (const [events, first] of [
      [[{ kind: "ready", takerId: "amina" }], "amina"],
      [
        [
          { kind: "paused", takerId: "amina", reason: "break" },
          { kind: "ready", takerId: "amina" },
        ],
        "karim",
      ],
    ] as const) {
      const q = queue();
      q.taker(0, "amina");
      q.taker(1, "karim");
      for (const event of events) q.run(2, event);
      expect(q.ring(3, "c")).toMatchObject([{ kind: "offer", takerId: first }]);
    }
  });

  test("is rung by nothing in a pause, whatever its reason becomes", () => {
    const q = queue();
    q.taker(0, "amina");
    q.run(1, { kind: "paused", takerId: "amina", reason: "meal" });
    q.run(2, { kind: "paused", takerId: "amina", reason: "briefing" });
    expect(q.ring(3, "c")).toEqual([]);
    expect(q.of("amina")).toEqual({ kind: "paused", reason: "briefing" });
    expect(q.run(4, { kind: "ready", takerId: "amina" })).toMatchObject([{ kind: "offer", callId: "c" }]);
  });

  test("has a pause that was asked for once: after the call, or after the wrap-up of the call, and not after the next call", () => {
    for (const [lineId, wrapUpMs] of [
      ["17", 0],
      ["104", 10_000],
    ] as const) {
      const q = talking(lineId);
      q.run(3, { kind: "paused", takerId: "amina", reason: "paperwork" });
      q.run(4, { kind: "ended", callId: "c" });
      expect(q.of("amina")?.kind).toBe(wrapUpMs === 0 ? "paused" : "wrap_up");
      q.run(4 + wrapUpMs, clock);
      expect(q.acd.takers.get("amina")).toMatchObject({ state: { kind: "paused", reason: "paperwork" }, pauseNext: null });
      q.run(20_000, { kind: "ready", takerId: "amina" });
      q.ring(20_001, "d", lineId);
      q.run(20_002, { kind: "answered", callId: "d", attempt: 1 });
      q.run(20_003, { kind: "ended", callId: "d" });
      q.run(20_003 + wrapUpMs, clock);
      expect(q.of("amina")).toEqual({ kind: "ready" });
    }
  });

  test("takes back a pause that was asked for in a call", () => {
    const q = talking("17");
    q.run(3, { kind: "paused", takerId: "amina", reason: "meal" });
    q.run(4, { kind: "ready", takerId: "amina" });
    expect(q.of("amina")).toEqual({ kind: "talking", callId: "c" });
    q.run(5, { kind: "ended", callId: "c" });
    expect(q.of("amina")).toEqual({ kind: "ready" });
  });

  test("may end the wrap-up by being ready", () => {
    const q = talking();
    q.run(3, { kind: "ended", callId: "c" });
    expect([q.of("amina"), nextClock(q.acd, 3)]).toEqual([{ kind: "wrap_up", callId: "c", until: 10_003 }, 10_003]);
    q.run(4, { kind: "ready", takerId: "amina" });
    expect([q.of("amina"), nextClock(q.acd, 4)]).toEqual([{ kind: "ready" }, null]);
  });

  test("is away after calls missed in a row, and not after one missed, one answered and one missed", () => {
    const q = queue();
    q.taker(0, "amina", { lines: ["104", "1548"] });
    const miss = (at: number, callId: string): void => {
      q.ring(at, callId, "1548");
      q.run(at + 15_000, { kind: "ended", callId });
    };
    const refuse = (at: number, callId: string): void => {
      q.ring(at, callId, "1548");
      q.run(at + 1, { kind: "offer_failed", callId, attempt: 1, why: "refused" });
    };
    refuse(0, "a");
    expect(q.acd.takers.get("amina")?.missed).toBe(1);
    expect(q.of("amina")).toEqual({ kind: "wrap_up", callId: "a", until: 1 + REST_MS });
    q.run(1 + REST_MS, clock);
    expect(q.of("amina")).toEqual({ kind: "offered", callId: "a" });
    q.run(2_000, { kind: "answered", callId: "a", attempt: 2 });
    q.run(2_001, { kind: "ended", callId: "a" });
    q.run(20_000, clock);
    expect(q.acd.takers.get("amina")?.missed).toBe(0);
    // A caller who gives up leaves nobody at fault.
    miss(30_000, "b");
    refuse(60_000, "d");
    expect([q.of("amina")?.kind, q.acd.takers.get("amina")?.missed]).toEqual(["wrap_up", MISSED_LIMIT - 1]);
    q.run(62_000, clock);
    expect(q.of("amina")?.kind).toBe("offered");
    expect(q.run(62_002, { kind: "offer_failed", callId: "d", attempt: 2, why: "refused" })).toEqual([]);
    expect(q.acd.takers.get("amina")).toMatchObject({ state: { kind: "paused", reason: "no_answer" }, missed: 0 });
  });

  test("whose telephone is lost comes back with nothing of before: no call missed, no pause to come", () => {
    const q = talking("17");
    q.run(3, { kind: "paused", takerId: "amina", reason: "meal" });
    q.run(4, { kind: "taker_left", takerId: "amina" });
    expect(q.acd.takers.get("amina")).toMatchObject({ state: { kind: "off" }, missed: 0, pauseNext: null });
    expect(q.acd.calls.get("c")).toMatchObject({ state: { kind: "waiting" }, givenBack: true, tried: [] });
    q.run(5, { kind: "taker_lost", takerId: "nobody" });
    q.run(6, { kind: "ready", takerId: "amina" });
    q.run(7, { kind: "answered", callId: "c", attempt: 2 });
    q.run(8, { kind: "ended", callId: "c" });
    expect(q.of("amina")).toEqual({ kind: "ready" });
  });

  test("who is lost while a telephone rings leaves the caller in the old place, not before those who came earlier", () => {
    const q = queue();
    q.taker(0, "amina");
    q.ring(5, "rings", "104", { since: 5 });
    q.run(6, { kind: "taker_lost", takerId: "amina" });
    q.ring(7, "earlier", "104", { since: 1 });
    expect(q.acd.calls.get("rings")).toMatchObject({ givenBack: false, tried: [] });
    expect(waitingOf(q.acd.calls).map(({ callId }) => callId)).toEqual(["earlier", "rings"]);
  });
});

describe("a colleague who is asked about a call", () => {
  test("and had no telephone in the queue has none afterwards, unless ready meanwhile", () => {
    for (const [isReady, state] of [
      [false, { kind: "off" }],
      [true, { kind: "ready" }],
    ] as const) {
      const q = talking();
      q.run(3, came("karim"));
      q.run(4, { kind: "consulted", callId: "c", takerId: "karim" });
      expect(q.of("karim")).toEqual({ kind: "consulted", callId: "c", after: "off" });
      if (isReady) q.run(5, { kind: "ready", takerId: "karim" });
      q.run(6, { kind: "consult_over", callId: "c", takerId: "karim" });
      expect(q.acd.takers.get("karim")).toMatchObject({ state, pauseNext: null });
    }
  });

  test("and was in a pause is in it afterwards, unless ready meanwhile", () => {
    for (const [isReady, state] of [
      [false, { kind: "paused", reason: "meal" }],
      [true, { kind: "ready" }],
    ] as const) {
      const q = talking();
      q.taker(3, "karim");
      q.run(3, { kind: "paused", takerId: "karim", reason: "meal" });
      q.run(4, { kind: "consulted", callId: "c", takerId: "karim" });
      expect(q.of("karim")).toEqual({ kind: "consulted", callId: "c", after: "ready" });
      if (isReady) q.run(5, { kind: "ready", takerId: "karim" });
      q.run(6, { kind: "ended", callId: "c" });
      expect(q.acd.takers.get("karim")).toMatchObject({ state, pauseNext: null });
    }
  });

  test("has a pause asked for meanwhile, also where there was no telephone in the queue before", () => {
    const q = talking();
    q.run(3, came("karim"));
    q.run(4, { kind: "consulted", callId: "c", takerId: "karim" });
    q.run(5, { kind: "paused", takerId: "karim", reason: "briefing" });
    expect(q.of("karim")).toEqual({ kind: "consulted", callId: "c", after: "ready" });
    q.run(6, { kind: "consult_over", callId: "c", takerId: "karim" });
    expect(q.of("karim")).toEqual({ kind: "paused", reason: "briefing" });
  });

  test("is one who has no call, about a call that somebody talks in; the end for one is not the end for another", () => {
    const q = talking();
    q.taker(3, "karim");
    q.taker(3, "salim");
    q.run(4, { kind: "consulted", callId: "unknown", takerId: "karim" });
    q.run(4, { kind: "consulted", callId: "c", takerId: "nobody" });
    expect([q.of("karim"), q.of("nobody")]).toEqual([{ kind: "ready" }, undefined]);
    for (const takerId of ["karim", "salim"]) q.run(5, { kind: "consulted", callId: "c", takerId });
    q.run(6, { kind: "consult_over", callId: "c", takerId: "karim" });
    expect([q.of("karim"), q.of("salim")?.kind]).toEqual([{ kind: "ready" }, "consulted"]);
    q.ring(7, "d");
    expect(q.of("karim")).toEqual({ kind: "offered", callId: "d" });
    q.run(8, { kind: "consulted", callId: "c", takerId: "karim" });
    expect(q.of("karim")).toEqual({ kind: "offered", callId: "d" });
  });
});

describe("a call that is handed on", () => {
  test("leaves its first call-taker to the wrap-up, and takes a ringing telephone from another caller, who waits", () => {
    const q = talking();
    q.taker(3, "karim");
    q.ring(4, "rings", "1548");
    expect(q.run(5, { kind: "passed_on", callId: "c", takerId: "karim" })).toEqual([
      { kind: "withdraw", callId: "rings", takerId: "karim", attempt: 1 },
    ]);
    expect([q.state("c"), q.of("karim"), q.of("amina")]).toEqual([
      { kind: "talking", takerId: "karim", since: 5 },
      { kind: "talking", callId: "c" },
      { kind: "wrap_up", callId: "c", until: 10_005 },
    ]);
    expect(q.acd.calls.get("rings")).toMatchObject({ state: { kind: "waiting" }, tried: [], givenBack: false });
  });

  test("stays where nobody can take it, or nobody talks in it", () => {
    const q = talking();
    q.taker(3, "karim");
    q.ring(4, "d", "104");
    q.run(5, { kind: "answered", callId: "d", attempt: 1 });
    q.ring(6, "waits", "104");
    const before = q.acd;
    for (const [callId, takerId] of [
      ["c", "karim"],
      ["c", "amina"],
      ["c", "nobody"],
      ["waits", "karim"],
      ["waits", null],
      ["unknown", "karim"],
    ] as const) {
      expect(q.run(7, { kind: "passed_on", callId, takerId })).toEqual([]);
      expect(q.acd).toEqual(before);
    }
  });
});

describe("a line", () => {
  const order = (q: ReturnType<typeof queue>): string[] => waitingOf(q.acd.calls).map(({ callId }) => callId);

  test("that changes its priority changes the place of those who wait", () => {
    const q = queue();
    q.ring(1, "first", "104");
    q.ring(2, "second", "1548");
    expect(order(q)).toEqual(["first", "second"]);
    q.run(3, { kind: "lines_changed", lines: LINES.map((line) => (line.lineId === "104" ? { ...line, priority: 9 } : line)) });
    expect(order(q)).toEqual(["second", "first"]);
  });

  test("that is closed keeps its waiting callers: by their old priority, for any language, to no other room, without a wrap-up", () => {
    const q = queue();
    q.ring(0, "c", "1548", { language: "fr", reachable: true });
    q.ring(0, "danger", "17", { since: -1 });
    q.run(1, { kind: "lines_changed", lines: LINES.filter(({ lineId }) => lineId !== "1548") });
    q.ring(2, "child", "104");
    expect(order(q)).toEqual(["danger", "child", "c"]);
    expect(q.acd.calls.get("c")?.priority).toBe(3);
    q.run(3, { kind: "ended", callId: "danger" });
    q.run(3, { kind: "ended", callId: "child" });
    q.run(400_000, { kind: "call_back_asked", callId: "c" });
    expect(q.state("c")).toEqual({ kind: "waiting" });
    expect(q.taker(400_001, "amina", { languages: ["ar"] })).toMatchObject([{ kind: "offer", callId: "c", until: 415_001 }]);
    q.run(400_002, { kind: "answered", callId: "c", attempt: 1 });
    q.run(400_003, { kind: "ended", callId: "c" });
    expect(q.of("amina")).toEqual({ kind: "ready" });
  });

  test("that the room does not know stands behind all others", () => {
    const q = queue();
    q.ring(0, "strange", "unknown");
    q.ring(1, "late", "1548");
    expect(order(q)).toEqual(["late", "strange"]);
  });

  test("orders its callers by priority, then those given back, then by the arrival, then by the id", () => {
    const sorted = [
      waitingCall("e", { priority: 1, since: 9 }),
      waitingCall("d", { givenBack: true, since: 8 }),
      waitingCall("c", { since: 4 }),
      waitingCall("a"),
      waitingCall("b"),
    ];
    for (const [nth, a] of sorted.entries())
      for (const [other, b] of sorted.entries()) expect(Math.sign(compareCalls(a, b))).toBe(Math.sign(nth - other));
  });
});
