import { expect, it } from "vitest";
import { Steady, type Disk } from "./steady.ts";

type List = readonly string[];
const add = (one: string) => (old: List) => [...old, one];

/** A store in memory that can be told to fail or to hang. */
function diskWith(start: List, how: { state: "well" | "full" | "forbidden" | "hangs" }): Disk<List> & { held: () => List } {
  let held = start;
  const trouble = async (): Promise<void> => {
    if (how.state === "hangs") await new Promise(() => undefined);
  };
  return {
    held: () => held,
    get: async () => {
      await trouble();
      if (how.state === "forbidden") throw new DOMException("no", "SecurityError");
      return held;
    },
    change: async (change) => {
      await trouble();
      if (how.state !== "well") throw new DOMException("full", "QuotaExceededError");
      held = change(held);
      return held;
    },
  };
}

it.each(["full", "forbidden", "hangs"] as const)("goes on in memory where the store is %s", async (state) => {
  const disk = diskWith(["x"], { state });
  const steady = new Steady(disk, [] as List, 5);
  await steady.read();
  const changed = steady.change(add("a"));
  expect(steady.now().at(-1)).toBe("a");
  await changed;
  expect((await steady.change(add("b"))).slice(-2)).toEqual(["a", "b"]);
  expect([steady.isKept(), disk.held()]).toEqual([false, ["x"]]);
});

it("keeps what waited once the store works again, on top of what others wrote meanwhile", async () => {
  const how: Parameters<typeof diskWith>[1] = { state: "full" };
  const disk = diskWith([], how);
  const [one, other] = [new Steady(disk, [] as List, 5), new Steady(disk, [] as List, 5)];
  await one.change(add("a"));
  how.state = "well";
  await other.change(add("o"));
  expect(await one.change(add("b"))).toEqual(["o", "a", "b"]);
  expect([one.isKept(), disk.held()]).toEqual([true, ["o", "a", "b"]]);
  expect(await other.read()).toEqual(["o", "a", "b"]);
});
