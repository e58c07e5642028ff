import * as fc from "fast-check";
import { expect, it } from "vitest";
import { toForget, type Use } from "./tile-store.ts";

const uses: fc.Arbitrary<Map<string, Use>> = fc
  .uniqueArray(
    fc.tuple(fc.string({ minLength: 1 }), fc.record({ bytes: fc.integer({ min: 0, max: 400 }), at: fc.integer({ min: 0, max: 1e6 }) })),
    { minLength: 1, maxLength: 20, selector: ([name]) => name },
  )
  .map((entries) => new Map(entries));

it("keeps within its room, forgets what was not looked at for longest, and no more than it must", () => {
  fc.assert(
    fc.property(uses, fc.integer({ min: 400, max: 3000 }), (all, room) => {
      const [fresh = ""] = all.keys();
      const gone = toForget(all, fresh, room);
      const held = [...all].filter(([name]) => !gone.includes(name));
      const sum = held.reduce((total, [, { bytes }]) => total + bytes, 0);
      expect(sum).toBeLessThanOrEqual(room);
      expect(gone).not.toContain(fresh);
      const youngestGone = Math.max(-1, ...gone.map((name) => all.get(name)?.at ?? 0));
      for (const [name, { at }] of held) if (name !== fresh) expect(at).toBeGreaterThanOrEqual(youngestGone);
      const last = all.get(gone.at(-1) ?? "")?.bytes;
      if (last !== undefined) expect(sum + last).toBeGreaterThan(room);
    }),
  );
});

it("does not keep a tile that is larger than all its room", () => {
  expect(toForget(new Map([["14/1/1", { bytes: 500, at: 1 }]]), "14/1/1", 400)).toEqual(["14/1/1"]);
});
