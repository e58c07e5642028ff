import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Assembly } from "../testing/fragments.ts";
import { OTHER, SMALL, nameOf, namesOf } from "../testing/pictures.ts";

const T0 = 1_700_000_000_000;

beforeEach(() => vi.useFakeTimers({ now: T0, toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

/** Plays pictures at 25 a second, time and media clock in step. */
function play(assembly: Assembly, from: number, to: number, pictures = SMALL): void {
  for (let i = from; i < to; i++) {
    vi.setSystemTime(T0 + i * 40);
    assembly.write(pictures[i % pictures.length] ?? [], 7_000 + i * 3600);
  }
}

/** Names of the pictures in the fragments, read from their shared buffers. */
const stored = (assembly: Assembly): string[] =>
  assembly.fragments.flatMap(({ buffer, pictures }) => pictures.map(({ offset, size }) => nameOf(buffer.subarray(offset, offset + size))));

describe("assembler", () => {
  test("fragments hold all pictures in order, at most the given time, and begin anew at key frames", () => {
    const assembly = new Assembly();
    play(assembly, 0, 48);
    assembly.assembler.end();
    expect(stored(assembly)).toEqual(namesOf(SMALL));
    expect(assembly.fragments.map(({ pictures }) => pictures.length)).toEqual([5, 5, 2, 5, 5, 2, 5, 5, 2, 5, 5, 2]);
    expect(assembly.fragments.map(({ key }) => key)).toEqual(Array.from({ length: 12 }, (_, i) => i % 3 === 0));
    for (const fragment of assembly.fragments) {
      expect(fragment.bytes).toBe(fragment.pictures.reduce((sum, picture) => sum + picture.size, 0));
      for (const picture of fragment.pictures) expect(picture.duration).toBe(3600);
    }
  });

  test("every picture is shown at once, with the time when it was taken", () => {
    const assembly = new Assembly();
    play(assembly, 0, 30);
    expect(assembly.pictures.map(({ bytes }) => nameOf(bytes))).toEqual(namesOf(SMALL.slice(0, 30)));
    expect(assembly.pictures.map(({ picture }) => Math.round(picture.captureMs - T0))).toEqual(
      Array.from({ length: 30 }, (_, i) => i * 40),
    );
  });

  test("a late viewer gets the pictures since the last key frame, unless they are too many", () => {
    const assembly = new Assembly();
    play(assembly, 0, 21);
    const group = [...assembly.assembler.group()];
    expect(group.map(({ picture, buffer }) => nameOf(buffer.subarray(picture.offset, picture.offset + picture.size)))).toEqual(
      namesOf(SMALL.slice(12, 21)),
    );
    const small = new Assembly({ fragmentMs: 200, gopBytes: 8_000 });
    play(small, 0, 10);
    expect([...small.assembler.group()]).toEqual([]);
    play(small, 10, 14);
    expect([...small.assembler.group()]).toHaveLength(2);
  });

  test("after a loss the fragment in hand is handed out, and the next begins with a key frame", () => {
    const assembly = new Assembly();
    play(assembly, 0, 8);
    assembly.skip(3);
    play(assembly, 8, 14);
    assembly.assembler.end();
    expect(stored(assembly)).toEqual(namesOf([...SMALL.slice(0, 8), ...SMALL.slice(12, 14)]));
    expect(assembly.events).toEqual(["packets_lost"]);
    expect(assembly.assembler.packetsLost).toBe(3);
  });

  test("other parameter sets begin a new fragment with another configuration", () => {
    const assembly = new Assembly();
    play(assembly, 0, 24);
    play(assembly, 24, 36, OTHER);
    assembly.assembler.end();
    expect(assembly.fragments.map(({ config }) => config.width)).toEqual([160, 160, 160, 160, 160, 160, 128, 128, 128]);
    expect(stored(assembly)).toEqual(namesOf([...SMALL.slice(0, 24), ...OTHER.slice(0, 12)]));
  });

  test("a camera that pauses shows its last picture that long, and the pause is told", () => {
    const assembly = new Assembly();
    play(assembly, 0, 6);
    play(assembly, 106, 107, [SMALL[6] ?? []]);
    assembly.assembler.end();
    expect(assembly.events).toEqual(["froze 4000"]);
    expect(assembly.fragments.flatMap(({ pictures }) => pictures.map(({ duration }) => duration))).toEqual([
      3600,
      3600,
      3600,
      3600,
      3600,
      3600 * 101,
      3600,
    ]);
  });

  test("a media clock that jumps, forth or back, begins anew at a key frame", () => {
    for (const jump of [90_000 * 3600, -90_000 * 30]) {
      const assembly = new Assembly();
      play(assembly, 0, 6);
      for (let i = 6; i < 30; i++) {
        vi.setSystemTime(T0 + i * 40);
        assembly.write(SMALL[i] ?? [], 7_000 + i * 3600 + jump);
      }
      assembly.assembler.end();
      expect(assembly.events).toEqual(["media_clock_jumped"]);
      expect(stored(assembly)).toEqual(namesOf([...SMALL.slice(0, 6), ...SMALL.slice(12, 30)]));
      expect(Math.round((assembly.pictures[6]?.picture.captureMs ?? 0) - T0)).toBe(12 * 40);
    }
  });

  test("a late burst of pictures is no jump", () => {
    const assembly = new Assembly();
    play(assembly, 0, 6);
    vi.setSystemTime(T0 + 20_000);
    for (let i = 6; i < 24; i++) assembly.write(SMALL[i] ?? [], 7_000 + i * 3600);
    assembly.assembler.end();
    expect(assembly.events).toEqual([]);
    expect(stored(assembly)).toEqual(namesOf(SMALL.slice(0, 24)));
  });

  test("pictures that are shown before one sent earlier keep the order of decoding and their time of showing", () => {
    const assembly = new Assembly();
    const shown = [0, 3, 1, 2, 6, 4, 5];
    shown.forEach((at, i) => assembly.write(SMALL[i] ?? [], 7_000 + at * 3600));
    assembly.assembler.end();
    const pictures = assembly.fragments.flatMap((fragment) => fragment.pictures);
    expect(pictures.map(({ pts }) => (pts - (pictures[0]?.pts ?? 0)) / 3600)).toEqual(shown);
    pictures.forEach(({ dts, duration }, i) => {
      const next = pictures[i + 1];
      if (next) expect(next.dts - dts).toBe(duration);
      expect(duration).toBeGreaterThan(0);
    });
  });

  test("a first anchor far ahead waits for the pictures before it, and the file begins when its first picture was taken", () => {
    const assembly = new Assembly();
    const sent = [0, 8, 4, 2, 1, 3, 6, 5, 7];
    // The coder holds pictures back: the anchor comes 320 ms less late than the key frame.
    sent.forEach((at, i) => {
      vi.setSystemTime(T0 + 400 + i * 40);
      assembly.write(SMALL[i] ?? [], 7_000 + at * 3600);
    });
    assembly.assembler.end();
    const pictures = assembly.fragments.flatMap((fragment) => fragment.pictures);
    pictures.forEach(({ dts, duration }, i) => expect(duration).toBe((pictures[i + 1]?.dts ?? dts + 3600) - dts));
    expect(assembly.fragments[0]?.startMs).toBeCloseTo(T0 + 120, 3);
  });

  test("no fragment overlaps the next one, of any structure of B pictures at any rate", () => {
    for (const [step, mini] of [
      [80, [4, 2, 1, 3]],
      [40, [8, 4, 2, 1, 3, 6, 5, 7]],
      [40, [3, 1, 2]],
      [120, [2, 1]],
    ] as const) {
      const assembly = new Assembly({ fragmentMs: 320, gopBytes: 1e6 });
      for (let i = 0; i < 75; i++) {
        // The second picture is late, as those of a camera that has just begun are.
        vi.setSystemTime(T0 + i * step + (i === 1 ? 1.9 * step : i === 2 ? step : 0));
        const inGroup = i % 25;
        const at = (inGroup - 1) % mini.length;
        const shown = inGroup === 0 ? i : i - 1 - at + (mini[at] ?? 0);
        assembly.write((inGroup === 0 ? SMALL[0] : SMALL[1 + (i % 11)]) ?? [], 7_000 + shown * step * 90);
      }
      assembly.assembler.end();
      const ends = assembly.fragments.map(({ pictures }) => (pictures.at(-1)?.dts ?? 0) + (pictures.at(-1)?.duration ?? 0));
      const begins = assembly.fragments.map(({ pictures }) => pictures[0]?.dts ?? 0);
      begins.slice(1).forEach((begin, nth) => expect([step, mini, nth, begin - (ends[nth] ?? 0)]).toEqual([step, mini, nth, 0]));
    }
  });

  test("buffers go back to the pool only when nobody holds them, and never twice", () => {
    const assembly = new Assembly();
    play(assembly, 0, 24);
    assembly.assembler.end();
    const [fragment] = assembly.fragments;
    fragment?.release();
    expect(() => fragment?.release()).toThrow("more often than held");
  });
});
