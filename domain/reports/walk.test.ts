import * as fc from "fast-check";
import { expect, it } from "vitest";
import { begunWalk, isWalkOverdue, WALK_ASK_S, WALK_GRACE_S, WALK_LONGEST_S, WALK_LOOK_MS, walkAfter, type WalkWord } from "./walk.ts";

const word: fc.Arbitrary<WalkWord & { readonly afterMs: number }> = fc.record({
  nth: fc.integer({ min: 0, max: 20 }),
  act: fc.constantFrom("here", "here", "here", "home"),
  leftS: fc.option(fc.integer({ min: 0, max: WALK_LONGEST_S })),
  afterMs: fc.integer({ min: 0, max: 600_000 }),
});
const words = fc.array(word, { maxLength: 30 });
const first = fc.integer({ min: 1, max: WALK_LONGEST_S });

it("the room waits for the question of the phone, and no longer than half a minute", () => {
  expect(WALK_GRACE_S).toBeGreaterThan(WALK_ASK_S);
  // Two looks, and a second for the work.
  expect(WALK_GRACE_S * 1_000 + 2 * WALK_LOOK_MS + 1_000).toBeLessThanOrEqual(30_000);
});

it("a walk never ends later than the longest, whatever its phone says", () => {
  fc.assert(
    fc.property(first, words, (leftS, all) => {
      let at = 0;
      let walk = begunWalk(leftS, at);
      for (const each of all) {
        at += each.afterMs;
        walk = walkAfter(walk, each, at);
        expect(walk.endsAt).toBeLessThanOrEqual(walk.beganAt + WALK_LONGEST_S * 1_000);
      }
      expect(walk.state === "walking" && !isWalkOverdue(walk, (WALK_LONGEST_S + WALK_GRACE_S) * 1_000)).toBe(false);
    }),
  );
});

it("words in any order, and said twice, leave the end that the newest set", () => {
  fc.assert(
    fc.property(
      first,
      fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
      fc.infiniteStream(fc.nat()),
      (leftS, order, chance) => {
        const said = order.map((nth): WalkWord => ({ nth, act: "here", leftS: 60 * nth }));
        const mixed = [...said, ...said].toSorted(() => (chance.next().value % 2 === 0 ? 1 : -1));
        const walk = mixed.reduce((now, each) => walkAfter(now, each, 0), begunWalk(leftS, 0));
        const newest = Math.max(...order);
        expect(walk).toMatchObject({ nth: newest, endsAt: 60_000 * newest });
      },
    ),
  );
});

it("who is home stays home, and no alarm is made of it", () => {
  fc.assert(
    fc.property(first, words, words, (leftS, before, after) => {
      const home = walkAfter(
        before.reduce((now, each) => walkAfter(now, each, 0), begunWalk(leftS, 0)),
        { nth: 0, act: "home", leftS: null },
        0,
      );
      const later = after.reduce((now, each) => walkAfter(now, each, 1e12), home);
      expect([later.state, isWalkOverdue(later, 1e12)]).toEqual(["home", false]);
    }),
  );
});
