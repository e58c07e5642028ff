import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { inOrder } from "./stored-calls.ts";

const PATIENCE = { timeout: 5_000, interval: 5 };

test("the last state stands and a call that is forgotten stays so, however slow the keeper is, and however often it fails", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ call: fc.constantFrom("a", "b"), slow: fc.nat({ max: 2 }), fails: fc.nat({ max: 3 }) }), { maxLength: 8 }),
      fc.nat({ max: 3 }),
      async (steps, forgetFails) => {
        const kept = new Map<string, unknown>();
        const told: unknown[] = [];
        let left = forgetFails;
        const failing = new Map(steps.map(({ fails }, nth) => [nth, fails]));
        await using ordered = inOrder(
          {
            save: async (callId, json) => {
              const { slow, nth } = json as { slow: number; nth: number };
              await sleep(slow);
              const more = failing.get(nth) ?? 0;
              failing.set(nth, more - 1);
              if (more > 0) throw new Error("full");
              kept.set(callId, nth);
            },
            forget: (callId) => {
              if (left-- > 0) throw new Error("full");
              kept.delete(callId);
            },
            all: () => Promise.resolve([]),
          },
          (error) => void told.push(error),
          1,
        );
        const all: Promise<void>[] = [];
        for (const [nth, step] of steps.entries()) {
          const isSteady = steps.every(({ fails }) => fails === 0);
          // A state that was waited for is there, or a later one, unless the disk did not take it at once.
          const looks = (): void => {
            if (isSteady && step.call === "b") expect(Number(kept.get("b") ?? -1)).toBeGreaterThanOrEqual(nth);
          };
          all.push(ordered.kept(step.call, { ...step, nth }).then(looks));
        }
        ordered.forget("a");
        await Promise.all(all);
        const last = steps.findLastIndex(({ call }) => call === "b");
        await vi.waitFor(() => expect([kept.has("a"), kept.get("b") ?? -1, left < 0]).toEqual([false, last, true]), PATIENCE);
        await sleep(5);
        expect([kept.has("a"), kept.get("b") ?? -1]).toEqual([false, last]);
        expect(told.length).toBeLessThanOrEqual(steps.length + 1);
      },
    ),
    { numRuns: 30 },
  );
});

/** A disk that takes nothing until it is mended. */
function disk() {
  const kept = new Map<string, unknown>();
  let isFull = true;
  const check = (): void => {
    if (isFull) throw new Error("full");
  };
  return {
    kept,
    mend: () => void (isFull = false),
    keep: {
      save: (callId: string, json: unknown) => {
        check();
        kept.set(callId, json);
      },
      forget: (callId: string) => {
        check();
        kept.delete(callId);
      },
      all: () => Promise.resolve([]),
    },
  };
}

test("nobody waits for a disk that takes nothing, nor for the next try: a state that comes meanwhile is tried at once", async () => {
  const { kept, mend, keep } = disk();
  let failures = 0;
  await using ordered = inOrder(keep, () => failures++, 60_000);
  await ordered.kept("a", 1);
  mend();
  await ordered.kept("a", 2);
  expect([kept.get("a"), failures]).toEqual([2, 1]);
});

test("what the disk did not take is tried once more when the room ends, and no more after that", async () => {
  const [first, second] = [disk(), disk()];
  first.kept.set("a", 1);
  let failures = 0;
  const [mended, hangs] = [first, second].map(({ keep }) => inOrder(keep, () => failures++, 60_000));
  mended?.forget("a");
  await hangs?.kept("b", 1);
  first.mend();
  await mended?.[Symbol.asyncDispose]();
  await hangs?.[Symbol.asyncDispose]();
  second.mend();
  expect([first.kept.size, second.kept.size, failures]).toEqual([0, 0, 2]);
});
