import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Lanes } from "./lanes.ts";

it("does what shares a lane one after the other, in the order in which it was given, and all else side by side", async () => {
  const jobs = fc.array(fc.record({ lanes: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 }), turns: fc.nat(6) }));
  await fc.assert(
    fc.asyncProperty(jobs, async (given) => {
      const lanes = new Lanes();
      const under = new Map<string, number>();
      const ended: number[] = [];
      for (const [nth, { lanes: through, turns }] of given.entries())
        void lanes.run(through, async () => {
          for (const lane of through) {
            expect(under.get(lane)).toBeUndefined();
            under.set(lane, nth);
          }
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          for (const lane of through) under.delete(lane);
          ended.push(nth);
        });
      await lanes.idle();
      expect(ended).toHaveLength(given.length);
      for (const [at, nth] of ended.entries())
        for (const later of ended.slice(at + 1))
          if (later < nth) expect(given[later]?.lanes.some((lane) => given[nth]?.lanes.includes(lane))).toBe(false);
    }),
  );
  const lanes = new Lanes();
  const never = lanes.run(["a"], () => new Promise(() => undefined));
  await lanes.run(["b"], () => Promise.resolve());
  expect(await Promise.race([never, Promise.resolve("still under way")])).toBe("still under way");
});
