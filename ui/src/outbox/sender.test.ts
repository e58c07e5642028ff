import { expect, it, vi } from "vitest";
import { rest, Sender, type Effect } from "./sender.ts";

type Lane = "first" | "second";
type Item = { readonly name: string; readonly lane: Lane };
const item = (name: string, lane: Lane = "first"): Item => ({ name, lane });

/** An outbox in memory. `effects` are those of the attempts in turn, `settled` after the last. */
function outbox(start: readonly Item[], effects: readonly Effect[] = []) {
  let items = [...start];
  const [sent, rests, left]: [string[], number[], Effect[]] = [[], [], [...effects]];
  const around = {
    /** Done before each attempt is answered. */
    meanwhile: (): unknown => undefined,
    beforeSettling: (): void => undefined,
    /** Number of looks at the outbox that fail. */
    faultyLooks: 0,
    sender: new Sender<Item, Lane, null>({
      lanes: ["first", "second"],
      next: async (lane, passed) => {
        if (around.faultyLooks-- > 0) throw new TypeError("no outbox");
        return items.find((each) => each.lane === lane && !passed.includes(each)) ?? null;
      },
      send: async ({ name }) => {
        sent.push(name);
        await around.meanwhile();
        return null;
      },
      settle: async (tried) => {
        around.beforeSettling();
        const effect = left.shift() ?? "settled";
        if (effect === "settled") items = items.filter((each) => each !== tried);
        return effect;
      },
      againMs: (failures) => failures,
      rest: async (ms) => void rests.push(ms),
      alone: (_, work) => work(),
    }),
    put: (each: Item) => items.push(each),
    waiting: () => items.map(({ name }) => name),
    sent,
    rests,
  };
  return around;
}

it("holds a lane up until its first item is settled, with longer rests, and no other lane", async () => {
  const box = outbox([item("a"), item("b"), item("c", "second")], ["held", "settled", "held", "held"]);
  box.sender.kick();
  await vi.waitFor(() => expect(box.waiting()).toEqual([]));
  expect(box.sent).toEqual(["a", "c", "a", "a", "a", "b"]);
  expect(box.rests).toEqual([1, 2, 3]);
});

it("passes over what is postponed, and rests as long as it says", async () => {
  const box = outbox([item("a"), item("b")], [{ postponedMs: 90 }]);
  box.sender.kick();
  await vi.waitFor(() => expect(box.waiting()).toEqual([]));
  expect([box.sent, box.rests]).toEqual([["a", "b", "a"], [90]]);
});

it("sends an item that is held again after its own delay, however long one before it is postponed", async () => {
  const box = outbox([item("a"), item("b")], [{ postponedMs: 3 }, "held", "held"]);
  box.sender.kick();
  await vi.waitFor(() => expect(box.waiting()).toEqual([]));
  expect([box.sent, box.rests]).toEqual([
    ["a", "b", "b", "a", "b"],
    [1, 2],
  ]);
});

it("starts the other lanes with each postponed item too: they may pass over it", async () => {
  const box = outbox([item("a", "second")], [{ postponedMs: 90 }]);
  box.meanwhile = () => {
    if (box.sent.length === 1) return box.put(item("b"));
    // The second attempt at it hangs.
    return box.sent.at(-1) === "a" ? new Promise(() => undefined) : undefined;
  };
  box.sender.kick();
  await vi.waitFor(() => expect(box.sent).toContain("b"));
});

it("sends nothing more of a lane that ended until it is told to look", async () => {
  const box = outbox([item("a"), item("b")], ["ended"]);
  box.sender.kick();
  await new Promise((resolve) => setImmediate(resolve));
  expect(box.sent).toEqual(["a"]);
  box.sender.kick();
  await vi.waitFor(() => expect(box.waiting()).toEqual([]));
  expect([box.sent, box.rests]).toEqual([["a", "a", "b"], []]);
});

it("starts the other lanes with each settled item: one of theirs may have waited for it", async () => {
  const box = outbox([item("a", "second")]);
  box.meanwhile = () => {
    if (box.sent.length === 1) box.put(item("b"));
  };
  box.sender.kick();
  await vi.waitFor(() => expect(box.sent).toEqual(["a", "b"]));
});

it("looks again after a kick that came after its last look and before its end", async () => {
  const items: string[] = [];
  const sent: string[] = [];
  let looks = 0;
  const sender: Sender<string, "only", null> = new Sender({
    lanes: ["only"],
    next: async () => {
      const found = items[0] ?? null;
      looks += 1;
      if (looks === 1) {
        items.push("late");
        sender.kick();
      }
      return found;
    },
    send: async (name) => {
      sent.push(name);
      return null;
    },
    settle: async () => {
      items.shift();
      return "settled";
    },
    againMs: () => 0,
    rest: () => Promise.resolve(),
    alone: (_, work) => work(),
  });
  sender.kick();
  await vi.waitFor(() => expect(sent).toEqual(["late"]));
});

it.each(["send", "settle"] as const)("sends an item again where its %s fails with an exception", async (part) => {
  const box = outbox([item("a"), item("b")]);
  let faults = 0;
  const fail = (): void => {
    if (faults++ < 2) throw new TypeError("reading 'kind'");
  };
  if (part === "send") box.meanwhile = fail;
  else box.beforeSettling = fail;
  box.sender.kick();
  await vi.waitFor(() => expect(box.waiting()).toEqual([]));
  expect([box.sent, box.rests]).toEqual([
    ["a", "a", "a", "b"],
    [1, 2],
  ]);
});

it("looks again where the outbox cannot be looked at", async () => {
  const box = outbox([item("a")]);
  box.faultyLooks = 2;
  box.sender.kick();
  await vi.waitFor(() => expect(box.waiting()).toEqual([]));
  expect(box.sent).toEqual(["a"]);
});

it("settles nothing once it is stopped", async () => {
  const box = outbox([item("a")]);
  box.meanwhile = () => box.sender.stop();
  box.sender.kick();
  await new Promise((resolve) => setImmediate(resolve));
  expect([box.sent, box.waiting()]).toEqual([["a"], ["a"]]);
});

it("tries each lane once and rests for none where it is asked for one attempt", async () => {
  const box = outbox([item("a"), item("b", "second"), item("c", "second")], ["held"]);
  await box.sender.tryOnce();
  expect([box.sent, box.waiting(), box.rests]).toEqual([["a", "b", "c"], ["a"], []]);
});

it("rests so long, or until it is woken", async () => {
  vi.useFakeTimers();
  try {
    const [woken, done] = [new AbortController(), [] as string[]];
    void rest(1000, new AbortController().signal).then(() => done.push("slept"));
    void rest(1000, woken.signal).then(() => done.push("woken"));
    woken.abort();
    await rest(1000, woken.signal);
    expect([done, vi.getTimerCount()]).toEqual([["woken"], 1]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(done).toEqual(["woken", "slept"]);
  } finally {
    vi.useRealTimers();
  }
});
