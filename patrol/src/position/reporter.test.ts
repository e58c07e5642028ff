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

/** A phone with a store in memory, on a link that loses the first so many calls. */
async function phone(loses: number) {
  let kept: Buffer | undefined;
  let calls = 0;
  vi.stubGlobal("fetch", () => {
    calls += 1;
    return calls <= loses ? Promise.reject(new TypeError("lost")) : Promise.resolve(new Response(null, { status: 204 }));
  });
  const store = {
    get: () => Promise.resolve(kept),
    put: (_name: string, _owner: string, value: Buffer) => {
      kept = value;
      return Promise.resolve();
    },
  } as unknown as Kept;
  return { reporter: await Reporter.open(store, "u"), waiting: () => kept?.fixes.length, calls: () => calls };
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
