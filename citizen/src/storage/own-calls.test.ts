import { expect, it } from "vitest";
import { itemOf } from "../outbox/item.ts";
import type { Mine } from "./kept.ts";
import { goingOf, isOwn, mayFollow } from "./own-calls.ts";

const call = (more: Partial<Mine> = {}): Mine => ({
  id: "1",
  code: "C",
  kind: "danger",
  sort: "information",
  danger: true,
  at: 0,
  told: null,
  toldAt: 0,
  seen: 0,
  gone: false,
  ...more,
});

it("counts what this phone made as its own, and a code that it took up as another's", () => {
  for (const own of [true, false]) {
    const mine = call({ own });
    expect([isOwn(mine, []), mayFollow(mine, []), goingOf({ mine: [mine], items: [] }, 1) !== null]).toEqual([own, own, own]);
  }
});

it("counts a row of an older app as its own only where its report or proof is in the outbox", () => {
  const [proof, words] = [itemOf("C", 0, { kind: "prove" }), itemOf("C", 0, { kind: "message", messageId: "m", words: "x" })];
  expect([isOwn(call(), []), isOwn(call(), [words]), isOwn(call(), [words, proof])]).toEqual([false, false, true]);
  expect(isOwn(call({ code: "D" }), [proof])).toBe(false);
});

it("passes over another's call, and one that is over, for the own one that goes on", () => {
  const [others, own] = [call({ id: "2", own: false }), call({ own: true })];
  expect(goingOf({ mine: [others, own], items: [] }, 1)?.id).toBe("1");
  expect(goingOf({ mine: [others, own], items: [] }, 3_600_000)).toBeNull();
  for (const ended of [{ stays: true }, { gone: true }, { danger: false }]) expect(mayFollow({ ...own, ...ended }, [])).toBe(false);
});
