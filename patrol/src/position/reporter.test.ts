import { ROOM_MARK } from "@amaliyat/ui/reach";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Kept } from "../storage/kept.ts";
import type { Buffer } from "../storage/buffer.ts";
import { Reporter } from "./reporter.ts";

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const fix = { lat: 31.95, lon: 5.33, at: 0, headingDeg: null };

/** The phone's store, in memory. */
function storeWith(kept: Buffer | undefined) {
  const memory = { kept };
  const store = {
    get: () => Promise.resolve(memory.kept),
    put: (_name: string, _owner: string, value: Buffer) => Promise.resolve(void (memory.kept = value)),
  } as unknown as Kept;
  return { memory, store };
}

/** A phone with a store in memory, on a link that loses the first so many calls. */
async function phone(loses: number) {
  const { memory, store } = storeWith(undefined);
  let calls = 0;
  vi.stubGlobal("fetch", () => {
    calls += 1;
    return calls <= loses
      ? Promise.reject(new TypeError("lost"))
      : Promise.resolve(new Response(null, { status: 204, headers: { [ROOM_MARK]: "1" } }));
  });
  return { reporter: await Reporter.open(store, "u"), waiting: () => memory.kept?.fixes.length, calls: () => calls };
}

it("sends a place again by itself where it was lost: a crew that stands has no other for a minute", async () => {
  const { reporter, waiting, calls } = await phone(2);
  using _ = reporter;
  await reporter.receive(fix);
  expect([waiting(), calls()]).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(11_000);
  expect([waiting(), calls()]).toEqual([0, 3]);
});

it("says nothing any more once it was let go of", async () => {
  const { reporter, waiting, calls } = await phone(9);
  await reporter.receive(fix);
  reporter[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([waiting(), calls()]).toEqual([1, 1]);
});

it("sends all others though the room fails at one of them for ever", async () => {
  const came = new Set<string>();
  vi.stubGlobal("fetch", (_url: string, { body }: { body: string }) => {
    const { positions } = JSON.parse(body) as { positions: { at: string }[] };
    const times = positions.map(({ at }) => at);
    if (times.includes(new Date(30_000).toISOString())) return Promise.resolve(new Response("{}", { status: 500 }));
    for (const at of times) came.add(at);
    return Promise.resolve(new Response(null, { status: 204, headers: { [ROOM_MARK]: "1" } }));
  });
  const { memory, store } = storeWith({ fixes: Array.from({ length: 8 }, (_, n) => ({ ...fix, at: n * 10_000 })), dropped: 0 });
  using reporter = await Reporter.open(store, "u");
  void reporter.flush();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(memory.kept?.fixes.map(({ at }) => at)).toEqual([30_000]);
  await reporter.receive({ ...fix, at: 80_000 });
  await vi.advanceTimersByTimeAsync(30_000);
  expect([came.size, memory.kept?.fixes.length]).toEqual([8, 1]);
});
