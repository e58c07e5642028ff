import { setImmediate as soon } from "node:timers/promises";
import { expect, it } from "vitest";
import { makeTurns } from "./turns.ts";

/** Work that lasts until it is let go. */
function works() {
  const going: (() => void)[] = [];
  let most = 0;
  let now = 0;
  const work = async (): Promise<string> => {
    most = Math.max(most, ++now);
    await new Promise<void>((resolve) => going.push(resolve));
    now -= 1;
    return "done";
  };
  return { work, letGo: () => going.shift()?.(), started: () => going.length, most: () => most };
}

it("does so many at once, lets so many wait, refuses the rest at once, and goes on after each", async () => {
  const turns = makeTurns({ atOnce: 2, waiting: 3, each: 99 });
  const { work, letGo, most } = works();
  const asked = Array.from({ length: 7 }, (_, n) => turns.run(`address ${n}`, work));
  expect(await Promise.all(asked.slice(5))).toMatchObject([{ error: { code: "request.too_many", params: { seconds: 2 } } }, { ok: false }]);
  for (let n = 0; n < 5; n++) {
    letGo();
    await soon();
  }
  expect(await Promise.all(asked.slice(0, 5))).toEqual(Array.from({ length: 5 }, () => ({ ok: true, value: "done" })));
  expect(most()).toBe(2);
});

it("keeps room for others when one address asks for everything", async () => {
  const turns = makeTurns({ atOnce: 1, waiting: 9, each: 2 });
  const { work, letGo } = works();
  const greedy = Array.from({ length: 4 }, () => turns.run("one", work));
  const other = turns.run("another", work);
  expect((await Promise.all(greedy.slice(2))).map(({ ok }) => ok)).toEqual([false, false]);
  for (let n = 0; n < 3; n++) {
    letGo();
    await soon();
  }
  expect((await other).ok).toBe(true);
});

it("gives the turn on when work fails", async () => {
  const turns = makeTurns({ atOnce: 1, waiting: 1, each: 9 });
  await expect(turns.run("a", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect((await turns.run("a", async () => 1)).ok).toBe(true);
});
