import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DecodeDelay, orderDecoding } from "./decode-order.ts";

const STEP = 3_600;

/** Order in which a coder sends pictures: each anchor, then the pictures between it and the one before, in any order. */
const groups = fc.array(
  fc.integer({ min: 0, max: 4 }).chain((between) => fc.shuffledSubarray([...Array(between).keys()], { minLength: between })),
  { minLength: 1, maxLength: 12 },
);

/** Shown times of pictures in the order of sending: a key frame, then groups of an anchor and the pictures before it. */
function sent(structure: readonly (readonly number[])[]): number[] {
  const times = [0];
  let base = 0;
  for (const between of structure) {
    times.push(base + between.length + 1, ...between.map((nth) => base + 1 + nth));
    base += between.length + 1;
  }
  return times.map((nth) => nth * STEP);
}

const timed = (pts: number) => ({ dts: pts, pts });

describe("decode times of a file", () => {
  test("are the shown times in order", () => {
    fc.assert(
      fc.property(groups, (structure) => {
        const times = sent(structure);
        const pictures = times.map(timed);
        orderDecoding(pictures, -Infinity);
        expect(pictures.map(({ dts }) => dts)).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });

  test("never go back behind the fragment before", () => {
    const pictures = [timed(0), timed(STEP)];
    orderDecoding(pictures, STEP);
    expect(pictures.map(({ dts }) => dts)).toEqual([STEP + 1, STEP + 2]);
  });
});

describe("decode times of a viewer", () => {
  /** Feeds the same structure some times over, each time from a key frame. */
  function fed(delay: DecodeDelay, structure: readonly (readonly number[])[], rounds: number): { pts: number; dts: number }[][] {
    const times = sent(structure);
    const length = times.length * STEP;
    return Array.from({ length: rounds }, (_, round) =>
      times.map((time, nth) => {
        const pts = round * length + time;
        return { pts, dts: delay.next(pts, nth === 0, STEP) };
      }),
    );
  }

  test("rise with each picture, and once the depth is known they come before the picture is shown, one interval after the other", () => {
    fc.assert(
      fc.property(groups, (structure) => {
        const rounds = fed(new DecodeDelay(), structure, 4);
        const all = rounds.flat();
        all.forEach(({ dts }, nth) => {
          const before = all[nth - 1]?.dts ?? dts - 1;
          expect(dts).toBeGreaterThan(before);
          expect(dts - before).toBeLessThan(2 * STEP);
        });
        const known = rounds.slice(2).flat();
        known.forEach(({ pts, dts }, nth) => {
          expect(dts).toBeLessThanOrEqual(pts);
          if (nth > 0) expect(dts - (known[nth - 1]?.dts ?? 0)).toBe(STEP);
        });
      }),
    );
  });

  test("are the shown times where nothing is reordered", () => {
    for (const round of fed(new DecodeDelay(), [[], [], [], []], 2)) for (const { pts, dts } of round) expect(dts).toBe(pts);
  });

  test("begin anew after a loss, with the depth that was learnt", () => {
    const delay = new DecodeDelay();
    fed(delay, [[0, 1, 2]], 2);
    delay.restart();
    expect(delay.next(-1_000_000, true, STEP)).toBe(-1_000_000 - STEP);
  });

  test("stay within the bits of a composition offset, whatever a camera sends", () => {
    const delay = new DecodeDelay();
    for (let nth = 0; nth < 20_000; nth++) {
      const pts = nth * 441_000;
      expect(pts - delay.next(pts, nth % 12 === 0, STEP)).toBeLessThan(2 ** 31);
    }
  });
});
