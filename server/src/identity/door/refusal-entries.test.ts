import * as fc from "fast-check";
import { expect, it } from "vitest";
import { RefusalEntries } from "./refusal-entries.ts";

it("writes ten entries for one person in a minute, sixty for all, and counts every refusal in one of them", () => {
  const entries = new RefusalEntries();
  const stands = Array.from({ length: 500 }, (_, n) => entries.count("one", n));
  expect(stands.filter((each) => each !== null)).toEqual(Array.from({ length: 10 }, () => 1));
  expect(entries.count("one", 61_000)).toBe(491);
  const others = Array.from({ length: 5_000 }, (_, n) => entries.count(`person ${n}`, 61_001));
  expect(others.filter((each) => each !== null)).toHaveLength(59);
});

it("loses no refusal, whoever is refused and whenever", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ who: fc.nat(5), after: fc.nat(30_000) }), { maxLength: 200 }), (refusals) => {
      const entries = new RefusalEntries();
      let at = 1_000_000;
      let counted = 0;
      for (const { who, after } of refusals) {
        at += after;
        counted += entries.count(`person ${who}`, at) ?? 0;
      }
      for (let who = 0; who <= 5; who++) counted += (entries.count(`person ${who}`, (at += 61_000)) ?? 0) - 1;
      expect(counted).toBe(refusals.length);
    }),
  );
});
