import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Assembly } from "../testing/fragments.ts";
import { SMALL } from "../testing/pictures.ts";

const T0 = 1_700_000_000_000;
const GROUP = 25;

beforeEach(() => vi.useFakeTimers({ now: T0, toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

/** Place on the screen of the i-th picture that is sent: a key frame, then anchors with the pictures before them in the order of `mini`. */
function shownPlace(i: number, mini: readonly number[]): number {
  const inGroup = i % GROUP;
  if (inGroup === 0) return i;
  const at = (inGroup - 1) % mini.length;
  const place = i - 1 - at + (mini[at] ?? 0);
  return Math.min(place, i - inGroup + GROUP - 1);
}

const codedAt = (i: number) => (i % GROUP === 0 ? SMALL[0] : SMALL[1 + (i % 11)]) ?? [];

/** Sends pictures whose shown times are `times`, ms, each once all that it is shown after was taken. */
function play(assembly: Assembly, times: readonly number[], mini: readonly number[], from = 0): void {
  let arrivedAt = 0;
  for (let i = from; i < from + times.length; i++) {
    const shown = times[shownPlace(i, mini) - from] ?? 0;
    arrivedAt = Math.max(arrivedAt, shown);
    vi.setSystemTime(T0 + arrivedAt);
    assembly.write(codedAt(i), 7_000 + shown * 90);
  }
}

const every = (step: number, count: number, from = 0): number[] => Array.from({ length: count }, (_, nth) => from + nth * step);

/** Decode times of all fragments, and what lies between each fragment and the next, in ticks. */
function facts({ fragments }: Assembly) {
  const pictures = fragments.flatMap((fragment) => fragment.pictures);
  const between = fragments.slice(1).map(({ pictures: [first] }, nth) => {
    const last = fragments[nth]?.pictures.at(-1);
    return (first?.dts ?? 0) - (last?.dts ?? 0) - (last?.duration ?? 0);
  });
  return { pictures, between };
}

const MINIS = [[1], [2, 1], [3, 1, 2], [4, 2, 1, 3], [8, 4, 2, 1, 3, 6, 5, 7]] as const;

describe("shown times of a stream", () => {
  test("each fragment ends where the next begins, of any structure of B pictures, with pauses and with steps of any length", () => {
    const steps = fc.array(fc.constantFrom(33, 40, 40, 40, 80, 160, 400), { minLength: 3 * GROUP, maxLength: 3 * GROUP });
    fc.assert(
      fc.property(fc.constantFrom(...MINIS), steps, (mini, given) => {
        const times = [0];
        // The first group is even: what is not known of a stream at its begin has tests of its own.
        for (const [nth, step] of given.entries()) times.push((times.at(-1) ?? 0) + (nth < 2 * mini.length ? 40 : step));
        const assembly = new Assembly({ fragmentMs: 320, gopBytes: 1e6 });
        play(assembly, times.slice(0, 3 * GROUP), mini);
        assembly.assembler.end();
        const { pictures, between } = facts(assembly);
        expect(pictures).toHaveLength(3 * GROUP);
        expect(between.every((each) => each === 0)).toBe(true);
        expect(pictures.map(({ dts }) => dts)).toEqual(pictures.map(({ pts }) => pts).toSorted((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  test.each([200, 500, 1_000])("a stream with B pictures every %i ms loses none", (step) => {
    const assembly = new Assembly({ fragmentMs: 320, gopBytes: 1e6 }, 1000 / step);
    play(assembly, every(step, 4 * GROUP), [4, 2, 1, 3]);
    assembly.assembler.end();
    expect(facts(assembly).pictures).toHaveLength(4 * GROUP);
    expect(assembly.events).toEqual([]);
  });

  test("a freeze in a stream with B pictures is told from the last picture that was shown to the next one, once", () => {
    const assembly = new Assembly({ fragmentMs: 320, gopBytes: 1e6 });
    // The 52 pictures end with a whole mini group.
    const times = [...every(40, 2 * GROUP + 1 + 4), ...every(40, GROUP, 2 * GROUP * 40 + 10_000)].slice(0, 3 * GROUP);
    const told: number[] = [];
    assembly.events.push = (...words) => {
      told.push(...words.map((word) => Number(word.split(" ")[1])));
      return told.length;
    };
    play(assembly, times, [4, 2, 1, 3]);
    assembly.assembler.end();
    const hole = (times[2 * GROUP + 5] ?? 0) - (times[2 * GROUP + 4] ?? 0);
    expect(told).toEqual([hole - 40]);
    expect(Math.max(...facts(assembly).pictures.map(({ duration }) => duration))).toBe(hole * 90);
  });

  test("a stream that ends with the first picture after a freeze shows that picture for the usual time", () => {
    const assembly = new Assembly({ fragmentMs: 320, gopBytes: 1e6 });
    play(assembly, every(40, 2 * GROUP), [4, 2, 1, 3]);
    vi.setSystemTime(T0 + 10_000);
    assembly.write(codedAt(1), 7_000 + 10_000 * 90);
    assembly.assembler.end();
    const last = facts(assembly).pictures.at(-1);
    expect([last?.dts, last?.duration]).toEqual([(last?.pts ?? 0) + 0, 3600]);
  });

  test.each([60, 100, 300, 900])("a media clock that steps back by %i ms without B pictures loses no picture and moves none", (back) => {
    const assembly = new Assembly({ fragmentMs: 320, gopBytes: 1e6 });
    for (let i = 0; i < 500; i++) {
      vi.setSystemTime(T0 + i * 40);
      assembly.write(codedAt(i), 7_000 + i * 3600 - (i >= 210 ? back * 90 : 0));
    }
    assembly.assembler.end();
    const { pictures, between } = facts(assembly);
    expect(pictures).toHaveLength(500);
    expect(assembly.events).toEqual([]);
    expect(between.every((each) => each === 0)).toBe(true);
    pictures.forEach(({ captureMs }, i) => expect(Math.abs(captureMs - T0 - i * 40)).toBeLessThan(1));
  });

  test("the offset of a camera's clock of the day is told rightly, also once its media clock stepped back", () => {
    const assembly = new Assembly();
    for (let i = 0; i < 500; i++) {
      vi.setSystemTime(T0 + i * 40);
      const ticks = 7_000 + i * 3600 - (i >= 210 ? 81_000 : 0);
      // Each report says how the camera's own clock and its RTP time belong together.
      if (i % 50 === 0) assembly.clock.reported({ wallMs: T0 + i * 40 + 5_000, timestamp: ticks });
      assembly.write(codedAt(i), ticks);
    }
    expect(assembly.clock.offsetMs()).toBeCloseTo(5_000, 0);
    assembly.assembler.end();
  });

  test("a slow camera that once sent B pictures is shown to a viewer in time", () => {
    const assembly = new Assembly({ fragmentMs: 320, gopBytes: 1e6 });
    play(assembly, every(40, 4 * GROUP), [2, 1]);
    play(assembly, every(1_000, 8 * GROUP, 4_000), [1], 4 * GROUP);
    for (const { picture } of assembly.pictures.slice(5 * GROUP)) expect(picture.pts - picture.liveDts).toBeLessThan(3 * 90_000);
    assembly.assembler.end();
    expect(facts(assembly).between.every((each) => each === 0)).toBe(true);
  });
});
