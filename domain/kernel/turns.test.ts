import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("pieces run one at a time in their order, and a failure stops nobody else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ ticks: fc.nat(5), fails: fc.boolean() }), { maxLength: 20 }), async (pieces) => {
      const turns = new Turns();
      const begun: number[] = [];
      let running = 0;
      const results = pieces.map(({ ticks, fails }, nth) =>
        turns.run(async () => {
          expect(++running).toBe(1);
          begun.push(nth);
          for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
          running -= 1;
          if (fails) throw new Error(`piece ${nth}`);
          return nth;
        }),
      );
      const settled = Promise.allSettled(results);
      await turns.idle();
      expect(begun).toEqual(pieces.map((_piece, nth) => nth));
      expect((await settled).map(({ status }) => status)).toEqual(pieces.map(({ fails }) => (fails ? "rejected" : "fulfilled")));
    }),
  );
});
