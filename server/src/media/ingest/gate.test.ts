import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TUNING, type Tuning } from "../tuning.ts";
import { Gate, type Turn } from "./gate.ts";
import { DeadHosts } from "./hosts.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

/** A gate whose handshakes end when a test says so, and the names of those that began. */
function watched(limits: Partial<Tuning> = {}) {
  const gate = new Gate({ ...TUNING, ...limits });
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const ask = (name: string, turn: Partial<Turn> = {}): Promise<void> => {
    const end = Promise.withResolvers<void>();
    ends.set(name, end);
    return gate.run({ host: name, site: name, isRecent: false, ...turn }, () => {
      begun.push(name);
      return end.promise;
    });
  };
  return { begun, ask, ends };
}

describe("gate", () => {
  test("lets so many run at once, and the rest in order, also behind one that throws", async () => {
    const { begun, ask, ends } = watched({ handshakes: 2 });
    const all = Promise.allSettled(["a", "b", "c", "d"].map((name) => ask(name)));
    await settled();
    expect(begun).toEqual(["a", "b"]);
    ends.get("b")?.reject(new Error("b"));
    await settled();
    expect(begun).toEqual(["a", "b", "c"]);
    for (const end of ends.values()) end.resolve();
    const outcomes = await all;
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(begun).toEqual(["a", "b", "c", "d"]);
  });

  test("counts one that hangs for a while only", async () => {
    const { begun, ask } = watched({ handshakes: 1, turnMs: 250 });
    for (const name of ["a", "b", "c"]) void ask(name);
    await vi.advanceTimersByTimeAsync(249);
    expect(begun).toEqual(["a"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toEqual(["a", "b"]);
    await vi.advanceTimersByTimeAsync(250);
    expect(begun).toEqual(["a", "b", "c"]);
  });

  test("counts one once that ends after its time", async () => {
    const { begun, ask, ends } = watched({ handshakes: 1, turnMs: 250 });
    for (const name of ["a", "b", "c"]) void ask(name);
    await vi.advanceTimersByTimeAsync(300);
    ends.get("a")?.resolve();
    await settled();
    expect(begun).toEqual(["a", "b"]);
  });

  test("lets a camera that was live a moment ago go before all others", async () => {
    const { begun, ask, ends } = watched({ handshakes: 1 });
    for (const name of ["a", "b", "c"]) void ask(name);
    for (const name of ["d", "e"]) void ask(name, { isRecent: true });
    await settled();
    for (const name of ["a", "d", "e", "b", "c"]) {
      ends.get(name)?.resolve();
      await settled();
    }
    expect(begun).toEqual(["a", "d", "e", "b", "c"]);
  });

  test("lets others pass where a site or a host has its share", async () => {
    const { begun, ask, ends } = watched({ handshakes: 4, siteHandshakes: 2, hostHandshakes: 1 });
    for (const name of ["a1", "a2", "a3"]) void ask(name, { site: "a" });
    for (const name of ["b1", "b2"]) void ask(name, { host: "b" });
    void ask("c");
    await settled();
    expect(begun).toEqual(["a1", "a2", "b1", "c"]);
    ends.get("c")?.resolve();
    await settled();
    expect(begun).toEqual(["a1", "a2", "b1", "c"]);
    ends.get("b1")?.resolve();
    ends.get("a2")?.resolve();
    await settled();
    expect(begun).toEqual(["a1", "a2", "b1", "c", "b2", "a3"]);
  });
});

describe("dead hosts", () => {
  /** Streams of one host, with those that may go on. */
  function streams(hosts: DeadHosts, names: readonly string[]) {
    const wentOn: string[] = [];
    const all = names.map((name) => ({ name }));
    for (const stream of all) void hosts.untilProbed("h", stream).then(() => wentOn.push(stream.name));
    return { all, wentOn };
  }

  test("make nobody wait who is not on them, nor their own probe", async () => {
    const hosts = new DeadHosts();
    const prober = {};
    hosts.failed("h", prober);
    await hosts.untilProbed("h", prober);
    await hosts.untilProbed("other", {});
    expect([hosts.isProbedByOther("h", prober), hosts.isProbedByOther("h", {}), hosts.isProbedByOther("other", {})]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("are probed by the first that failed until one reaches them", async () => {
    const hosts = new DeadHosts();
    const prober = {};
    hosts.failed("h", prober);
    hosts.failed("h", {});
    const { wentOn } = streams(hosts, ["a", "b"]);
    hosts.failed("h", prober);
    await settled();
    expect([wentOn, hosts.isProbedByOther("h", prober)]).toEqual([[], false]);
    hosts.reached("h");
    await settled();
    expect([wentOn, hosts.isProbedByOther("h", {})]).toEqual([["a", "b"], false]);
  });

  test("are probed by another worker, which is told what is seen here", async () => {
    const told: string[] = [];
    const hosts = new DeadHosts((host, seen) => told.push(`${host} ${seen}`));
    const prober = {};
    hosts.failed("h", prober);
    hosts.failed("h", {});
    hosts.toldOf("h", true);
    const { all, wentOn } = streams(hosts, ["a", "b"]);
    expect([hosts.isProbedByOther("h", prober), hosts.isProbedByOther("h", all[0] ?? {})]).toEqual([true, true]);
    hosts.left("h", prober);
    await settled();
    expect([wentOn, told]).toEqual([[], ["h dead"]]);
    hosts.toldOf("h", false);
    await settled();
    expect(wentOn).toEqual(["a", "b"]);
    hosts.toldOf("h", true);
    hosts.reached("h");
    hosts.failed("h", prober);
    hosts.left("h", prober);
    expect(told).toEqual(["h dead", "h reached", "h dead", "h left"]);
    // News of another worker crossed with ours: the main thread must learn that nobody here probes.
    hosts.failed("h", prober);
    hosts.toldOf("h", false);
    hosts.left("h", prober);
    expect(told.slice(4)).toEqual(["h dead", "h left"]);
  });

  test("are probed by another when the probe or one that waits leaves", async () => {
    const hosts = new DeadHosts();
    const prober = {};
    hosts.failed("h", prober);
    const { all, wentOn } = streams(hosts, ["a", "b", "c"]);
    const [a, b, c] = all;
    if (!a || !b || !c) throw new Error("three streams");
    hosts.left("h", a);
    await settled();
    expect(wentOn).toEqual(["a"]);
    hosts.left("h", prober);
    await settled();
    expect([wentOn, hosts.isProbedByOther("h", b), hosts.isProbedByOther("h", c)]).toEqual([["a", "b"], false, true]);
    hosts.left("h", b);
    hosts.left("h", c);
    await settled();
    expect([wentOn, hosts.isProbedByOther("h", {})]).toEqual([["a", "b", "c"], false]);
  });
});
