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

it("knows that a slow store was not read, and tells once it was", async () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const disk = diskWith(["x"], { state: "well" });
  const slow: Disk<List> = { get: () => opened.then(disk.get), change: (how) => opened.then(() => disk.change(how)) };
  const steady = new Steady(slow, [] as List, 1);
  expect([await steady.read(), steady.isRead()]).toEqual([[], false]);
  open();
  await steady.whenRead;
  expect([steady.now(), steady.isRead()]).toEqual([["x"], true]);
});

it.each(["forbidden", "hangs"] as const)("was never read where the store is %s", async (state) => {
  const steady = new Steady(diskWith(["x"], { state }), [] as List, 1);
  await steady.read();
  await steady.change(add("a"));
  expect(steady.isRead()).toBe(false);
});

it("goes on after a change that failed with an exception: the store and the changes after it are as without", async () => {
  const disk = diskWith(["x"], { state: "well" });
  const steady = new Steady(disk, [] as List, 5);
  await steady.read();
  const broken = steady.change(() => {
    throw new TypeError("reading 'kind'");
  });
  await expect(broken).rejects.toThrow("kind");
  await steady.change(add("a"));
  expect([steady.now(), disk.held(), steady.isKept()]).toEqual([["x", "a"], ["x", "a"], true]);
});
