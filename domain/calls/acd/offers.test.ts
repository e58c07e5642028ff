import { expect, test } from "vitest";
import { JOINED_WITHIN_MS, nextClock, REST_MS } from "./index.ts";
import { queue } from "./testing/queue.ts";

test("a caller who was answered in time stays with that call-taker while the two are joined, and is offered again if they are not", () => {
  const q = queue();
  q.taker(0, "amina");
  q.ring(10, "c1");
  q.run(15_000, { kind: "answering", callId: "c1", attempt: 1 });
  expect(q.run(15_010, { kind: "clock" })).toEqual([]);
  expect(nextClock(q.acd, 15_010)).toBe(15_000 + JOINED_WITHIN_MS);
  expect(q.run(15_500, { kind: "offer_failed", callId: "c1", attempt: 1, why: "not_joined" })).toEqual([
    { kind: "offer", callId: "c1", takerId: "amina", attempt: 2, until: 30_500 },
  ]);
  expect([q.acd.takers.get("amina")?.missed, q.acd.calls.get("c1")?.tried]).toEqual([0, ["amina"]]);
  // An answer of the last offer says nothing of this one; one at its beginning takes no time from it.
  q.run(30_499, { kind: "answering", callId: "c1", attempt: 1 });
  expect(q.state("c1")).toMatchObject({ until: 30_500 });
  q.run(16_000, { kind: "answering", callId: "c1", attempt: 2 });
  expect(q.state("c1")).toMatchObject({ until: 30_500 });
});

test("a call-taker whose telephone is not there rests, and counts as away when it fails again; the call goes on at once", () => {
  const q = queue();
  q.taker(0, "amina");
  q.taker(1, "karim");
  q.ring(2, "c");
  expect(q.run(3, { kind: "offer_failed", callId: "c", attempt: 1, why: "unreachable" })).toMatchObject([
    { kind: "offer", takerId: "karim" },
  ]);
  expect(q.of("amina")).toEqual({ kind: "wrap_up", callId: "c", until: 3 + REST_MS });
  q.run(3 + REST_MS, { kind: "offer_failed", callId: "c", attempt: 2, why: "unreachable" });
  expect(q.state("c")).toMatchObject({ kind: "offered", takerId: "amina" });
  q.taker(2_000, "leila");
  q.run(2_001, { kind: "offer_failed", callId: "c", attempt: 3, why: "unreachable" });
  expect([q.of("amina"), q.state("c")]).toMatchObject([{ kind: "paused", reason: "no_answer" }, { takerId: "leila" }]);
});

test("the last person of the most urgent line is rung again and again after odd answers, with a rest between", () => {
  const q = queue();
  q.taker(0, "amina");
  q.ring(1, "c");
  const rung: number[] = [];
  for (let at = 1, attempt = 1; at < 10_000; at += 100) {
    const orders = q.run(at, { kind: "offer_failed", callId: "c", attempt, why: "unreachable" });
    if (orders.some(({ kind }) => kind === "offer")) rung.push(at);
    attempt = q.acd.calls.get("c")?.attempt ?? 0;
  }
  expect(rung.length).toBeGreaterThan(4);
  expect(rung.length).toBeLessThan(8);
});
