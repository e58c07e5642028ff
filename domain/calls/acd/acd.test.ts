import { describe, expect, test } from "vitest";
import { MISSED_LIMIT, nextClock, step, waitingOf, type Happened } from "./index.ts";
import { queue } from "./testing/queue.ts";

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

  test("of a more urgent line takes the place of one who still rings, who waits in the old place and is nobody's fault", () => {
    const q = queue();
    q.taker(0, "amina");
    q.ring(1, "late", "1548");
    q.ring(2, "child", "104");
    expect(q.state("late")).toEqual({ kind: "waiting" });
    expect(q.ring(3, "danger")).toEqual([
      { kind: "withdraw", callId: "child", takerId: "amina", attempt: 1 },
      { kind: "offer", callId: "danger", takerId: "amina", attempt: 1, until: 15_003 },
    ]);
    expect(q.ring(4, "danger too")).toEqual([]);
    expect([q.acd.takers.get("amina")?.missed, q.acd.calls.get("child")?.tried]).toEqual([0, []]);
    expect(waitingOf(q.acd.calls).map(({ callId }) => callId)).toEqual(["danger too", "child", "late"]);
    // The least urgent of the ringing calls gives way, and is tried with the remaining call-takers.
    const two = queue();
    two.taker(0, "amina");
    two.taker(1, "karim", { lines: ["1548", "17"] });
    two.ring(2, "child", "104");
    two.ring(3, "late", "1548");
    expect(two.ring(4, "danger")).toMatchObject([
      { kind: "withdraw", callId: "late", takerId: "karim" },
      { kind: "offer", callId: "danger", takerId: "karim" },
    ]);
  });

  test("takes a ringing telephone before an older call-back of the line, which comes first at the next free one", () => {
    const q = queue();
    q.ring(0, "back", "104", { reachable: true });
    q.run(1, { kind: "call_back_asked", callId: "back" });
    q.run(2, { kind: "ended", callId: "back" });
    q.taker(3, "amina", { lines: ["1548"] });
    q.ring(4, "late", "1548");
    q.run(5, { kind: "taker_came", takerId: "amina", languages: ["ar"], lines: null });
    expect(q.ring(6, "child", "104")).toMatchObject([
      { kind: "withdraw", callId: "late" },
      { kind: "offer", callId: "child", takerId: "amina" },
    ]);
    q.ring(7, "second child", "104");
    q.run(8, { kind: "answered", callId: "child", attempt: 1 });
    q.run(9, { kind: "ended", callId: "child" });
    expect(q.run(20_000, { kind: "clock" })).toMatchObject([{ kind: "offer", callId: "back", takerId: "amina" }]);
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
    expect(nextClock(q.acd, 10_007)).toBe(20_000);
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
    q.taker(0, "karim", { lines: ["17"] });
    q.ring(4, "c", "1548");
    for (let nth = 1; nth <= MISSED_LIMIT; nth++) q.run(4 + nth * 15_000, { kind: "clock" });
    expect(q.of("amina")).toEqual({ kind: "paused", reason: "no_answer" });
    expect(q.run(90_000, { kind: "ready", takerId: "amina" })).toMatchObject([{ kind: "offer", callId: "c" }]);
  });

  test("who is the last that answers the most urgent line is rung again and again, and never put into a pause by the room", () => {
    const q = queue();
    q.taker(0, "amina");
    q.taker(0, "green", { lines: ["1548"] });
    q.taker(0, "karim");
    q.run(1, { kind: "paused", takerId: "karim", reason: "meal" });
    q.ring(2, "c");
    for (let nth = 1; nth <= 3 * MISSED_LIMIT; nth++) {
      q.run(2 + nth * 15_000, { kind: "clock" });
      expect(q.of("amina")).toEqual({ kind: "offered", callId: "c" });
    }
    // A person who answers other lines alone may be away.
    q.ring(100_000, "d", "1548");
    for (let nth = 1; nth <= MISSED_LIMIT; nth++) q.run(100_000 + nth * 15_000, { kind: "clock" });
    expect(q.of("green")).toEqual({ kind: "paused", reason: "no_answer" });
  });

  test("takes a call before its turn, though it rings at a colleague, and goes back to what was before", () => {
    const q = queue();
    q.taker(0, "amina");
    q.ring(1, "waits");
    q.run(2, { kind: "taker_came", takerId: "karim", languages: ["ar"], lines: null });
    q.run(2, { kind: "paused", takerId: "karim", reason: "meal" });
    const orders = q.run(3, { kind: "picked", callId: "waits", takerId: "karim" });
    expect(orders).toEqual([
      { kind: "withdraw", callId: "waits", takerId: "amina", attempt: 1 },
      { kind: "offer", callId: "waits", takerId: "karim", attempt: 2, until: 15_003, picked: true },
    ]);
    expect(q.of("amina")).toEqual({ kind: "ready" });
    q.run(4, { kind: "answered", callId: "waits", attempt: 2 });
    q.ring(5, "next");
    // A person who talks takes no second call, and a call that somebody has cannot be taken.
    expect(q.run(6, { kind: "picked", callId: "next", takerId: "karim" })).toEqual([]);
    expect(q.run(7, { kind: "picked", callId: "waits", takerId: "amina" })).toEqual([]);
    q.run(8, { kind: "ended", callId: "waits" });
    expect(q.of("karim")).toEqual({ kind: "paused", reason: "meal" });
    // The call that rang at the person waits again in its old place, and is offered to a person who is free.
    q.taker(9, "salim");
    q.ring(10, "third");
    expect(q.of("salim")).toEqual({ kind: "offered", callId: "third" });
    q.run(11, { kind: "picked", callId: "next", takerId: "salim" });
    expect([q.of("salim"), q.of("amina")]).toEqual([
      { kind: "offered", callId: "next" },
      { kind: "offered", callId: "third" },
    ]);
  });

  test("rings a telephone anew that stayed silent, when its person picks the call that is offered there", () => {
    const q = queue();
    q.taker(0, "amina");
    q.ring(1, "silent");
    // The ringing may still be on its way.
    expect(q.run(3_000, { kind: "picked", callId: "silent", takerId: "amina" })).toEqual([]);
    expect(q.run(5_000, { kind: "picked", callId: "silent", takerId: "amina" })).toEqual([
      { kind: "withdraw", callId: "silent", takerId: "amina", attempt: 1 },
      { kind: "offer", callId: "silent", takerId: "amina", attempt: 2, until: 20_000, picked: true },
    ]);
    q.run(5_100, { kind: "answered", callId: "silent", attempt: 2 });
    expect(q.of("amina")).toEqual({ kind: "talking", callId: "silent" });
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

  test("offers a call that was handed on in vain to another than the person who left it, and to that person if nobody else is there", () => {
    for (const [others, expected] of [
      [["karim"], "karim"],
      [[], "amina"],
    ] as const) {
      const q = queue();
      q.taker(0, "amina");
      for (const taker of others) q.taker(1, taker);
      q.ring(2, "c");
      q.run(3, { kind: "answered", callId: "c", attempt: 1 });
      for (const takerId of others) q.run(4, { kind: "consulted", callId: "c", takerId });
      q.run(5, { kind: "passed_on", callId: "c", takerId: null });
      q.ring(5, "c", "17", { givenBack: true, tried: ["amina"] });
      expect(q.state("c")).toMatchObject({ kind: "offered", takerId: expected });
    }
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

  test("gives way to a more urgent caller who is on the line, never the other way round", () => {
    const q = waits();
    q.run(3, { kind: "ended", callId: "first" });
    q.run(3, { kind: "ended", callId: "second" });
    q.taker(4, "amina");
    expect(q.state("first")).toMatchObject({ kind: "offered" });
    expect(q.ring(5, "danger")).toMatchObject([
      { kind: "withdraw", callId: "first" },
      { kind: "offer", callId: "danger", takerId: "amina" },
    ]);
    const child = waits("104");
    child.run(3, { kind: "ended", callId: "second" });
    child.taker(4, "amina");
    child.ring(5, "late", "1548");
    expect(child.run(6, { kind: "ended", callId: "first" })).toEqual([]);
    expect(child.state("late")).toMatchObject({ kind: "offered" });
  });

  test("is offered to nobody whose screen is locked, which is nobody's fault; whoever is on the line rings there all the same", () => {
    const q = waits();
    q.run(3, { kind: "ended", callId: "first" });
    q.run(3, { kind: "ended", callId: "second" });
    q.taker(4, "amina");
    q.taker(5, "karim");
    expect(q.state("first")).toMatchObject({ kind: "offered", takerId: "amina" });
    expect(q.run(6, { kind: "screen_locked", takerId: "amina" })).toMatchObject([
      { kind: "withdraw", callId: "first", takerId: "amina" },
      { kind: "offer", callId: "first", takerId: "karim", attempt: 2 },
    ]);
    expect([q.acd.takers.get("amina")?.missed, q.of("amina"), q.acd.calls.get("first")?.tried]).toEqual([0, { kind: "ready" }, ["karim"]]);
    expect(q.run(7, { kind: "offer_failed", callId: "first", attempt: 2, why: "refused" })).toMatchObject([{ takerId: "karim" }]);
    expect(q.run(8, { kind: "screen_locked", takerId: "karim" })).toMatchObject([{ kind: "withdraw" }]);
    expect(q.ring(9, "third", "1548")).toMatchObject([{ kind: "offer", callId: "third", takerId: "amina" }]);
    expect(q.run(10, { kind: "screen_opened", takerId: "karim" })).toMatchObject([{ kind: "offer", callId: "first", takerId: "karim" }]);
    // A ringing call goes on ringing on a locked screen, and so does the other call on the open screen.
    expect(q.run(11, { kind: "screen_locked", takerId: "amina" })).toEqual([]);
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

describe("whoever takes a call before its turn, and it comes to nothing", () => {
  const picked = (before: "meal" | "off") => {
    const q = queue();
    q.run(0, { kind: "taker_came", takerId: "karim", languages: ["ar"], lines: null });
    if (before === "meal") q.run(0, { kind: "paused", takerId: "karim", reason: "meal" });
    q.ring(1, "waits");
    q.run(2, { kind: "picked", callId: "waits", takerId: "karim" });
    expect(q.of("karim")).toEqual({ kind: "offered", callId: "waits" });
    return q;
  };
  const pause = { kind: "paused", reason: "meal" } as const;

  test("is in the pause again when the caller is gone, and rung by no other", () => {
    const q = picked("meal");
    q.run(3, { kind: "ended", callId: "waits" });
    expect(q.of("karim")).toEqual(pause);
    expect(q.ring(4, "next")).toEqual([]);
  });

  test("is in the pause again when the telephone does not answer", () => {
    const q = picked("meal");
    expect(q.run(3, { kind: "offer_failed", callId: "waits", attempt: 1, why: "refused" })).toEqual([]);
    expect([q.of("karim"), q.state("waits")]).toEqual([pause, { kind: "waiting" }]);
    const late = picked("meal");
    late.run(20_000, { kind: "clock" });
    expect(late.of("karim")).toEqual(pause);
  });

  test("is in the pause again when a colleague takes the call", () => {
    const q = picked("meal");
    q.run(3, { kind: "taker_came", takerId: "amina", languages: ["ar"], lines: null });
    q.run(3, { kind: "picked", callId: "waits", takerId: "amina" });
    expect(q.of("karim")).toEqual(pause);
  });

  test("who was not in the queue is not in it afterwards", () => {
    const q = picked("off");
    q.run(3, { kind: "ended", callId: "waits" });
    expect(q.of("karim")).toEqual({ kind: "paused", reason: "other" });
  });
});

test("a pause by the room ends when nobody else is left for the most urgent line, and its caller is rung for", () => {
  const q = queue();
  q.taker(0, "amina", { lines: ["17"] });
  q.taker(1, "karim");
  q.ring(4, "c", "1548");
  for (let nth = 1; nth <= MISSED_LIMIT; nth++) q.run(4 + nth * 15_000, { kind: "clock" });
  expect(q.of("karim")).toEqual({ kind: "paused", reason: "no_answer" });
  const rungAgain = (what: Happened): void => {
    const after = step(q.acd, what, 40_000);
    expect(after.acd.takers.get("karim")?.state).toMatchObject({ kind: "offered" });
  };
  rungAgain({ kind: "taker_lost", takerId: "amina" });
  // While the only colleague talks, a caller in danger ends the pause; nobody else does.
  q.ring(35_000, "danger");
  q.run(36_000, { kind: "answered", callId: "danger", attempt: 1 });
  expect(q.of("karim")).toEqual({ kind: "paused", reason: "no_answer" });
  rungAgain({ kind: "arrived", call: { callId: "next", lineId: "17", language: null, since: 40_000 } });
});
