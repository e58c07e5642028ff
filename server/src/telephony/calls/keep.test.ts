import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder } from "./keep.ts";

test("the last state stands and a call that is forgotten stays so, however slow the keeper is, and though it fails at times", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ call: fc.constantFrom("a", "b"), slow: fc.nat({ max: 2 }), fails: fc.boolean() }), { maxLength: 8 }),
      async (steps) => {
        const kept = new Map<string, unknown>();
        let failures = 0;
        const ordered = inOrder(
          {
            save: async (callId, json) => {
              const { slow, fails, nth } = json as { slow: number; fails: boolean; nth: number };
              await sleep(slow);
              if (fails) throw new Error("full");
              kept.set(callId, nth);
            },
            forget: (callId) => void kept.delete(callId),
            all: () => Promise.resolve([]),
          },
          () => failures++,
        );
        const all: Promise<void>[] = [];
        for (const [nth, step] of steps.entries()) {
          const fails = step.fails && nth < steps.length - 2;
          // Whoever waits for a state finds it, or a later one, once the wait is over; but where the disk did not take it.
          const looks = (): void => {
            const found = Number(kept.get(step.call) ?? -1);
            if (!fails && step.call === "b" && failures === 0) expect(found).toBeGreaterThanOrEqual(nth);
          };
          all.push(ordered.kept(step.call, { ...step, fails, nth }).then(looks));
        }
        ordered.forget("a");
        await Promise.all(all);
        const last = steps.findLastIndex(({ call }) => call === "b");
        const certain = last >= 0 && last >= steps.length - 2;
        for (let looks = 0; looks < 200 && (kept.has("a") || (certain && kept.get("b") !== last)); looks++) await sleep(5);
        await sleep(5);
        expect(kept.has("a")).toBe(false);
        if (certain) expect(kept.get("b")).toBe(last);
        expect(failures).toBeLessThanOrEqual(steps.length);
      },
    ),
    { numRuns: 30 },
  );
});
