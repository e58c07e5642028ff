import * as fc from "fast-check";
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { announcements, hasVoice } from "../../edge/voice.ts";
import { keyIn, ToneKeys } from "./tone-keys.ts";

const [ROWS, COLUMNS] = [
  [697, 770, 852, 941],
  [1_209, 1_336, 1_477, 1_633],
] as const;
const KEYS = "123A456B789C*0#D";

type Pair = { readonly row: number; readonly column: number; readonly off?: number; readonly noise?: number; readonly twistDb?: number };

/** A key as samples: frequencies off by a share, a louder column by so many dB, noise of so much amplitude. */
function pressed(ms: number, { row, column, off = 0, noise = 0, twistDb = 0 }: Pair, seed = 1): Int16Array {
  let state = seed;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 1_073_741_823.5 - 1;
  const [low, high] = [3_000, 3_000 * 10 ** (twistDb / 20)];
  const wave = (hertz: number, at: number): number => Math.sin((2 * Math.PI * hertz * (1 + off) * at) / 8_000);
  return Int16Array.from({ length: ms * 8 }, (_none, at) => low * wave(row, at) + high * wave(column, at) + noise * random());
}

const packets = (samples: Int16Array): Int16Array[] =>
  Array.from({ length: Math.floor(samples.length / 160) }, (_none, nth) => samples.subarray(nth * 160, nth * 160 + 160));

function heardIn(samples: Int16Array): string {
  const keys = new ToneKeys();
  return packets(samples)
    .map((packet) => keys.receive(packet) ?? "")
    .join("");
}

it("hears every key, once however long it is pressed, within what ITU-T Q.24 allows a telephone", () => {
  const given = fc.record({
    key: fc.nat(15),
    off: fc.double({ min: -0.015, max: 0.015, noNaN: true }),
    twistDb: fc.double({ min: -4, max: 6, noNaN: true }),
    noise: fc.nat(300),
    ms: fc.integer({ min: 60, max: 900 }),
    lead: fc.nat(19),
  });
  fc.assert(
    fc.property(given, ({ key, lead, ms, ...more }) => {
      const [row = 0, column = 0] = [ROWS[key >> 2], COLUMNS[key & 3]];
      const samples = new Int16Array([...new Int16Array(lead * 8), ...pressed(ms, { row, column, ...more }), ...new Int16Array(400)]);
      expect(heardIn(samples)).toBe(KEYS.charAt(key));
    }),
  );
});

it("hears a key once where one packet of it is lost, and another key that follows at once", () => {
  const [one, two] = [pressed(100, { row: 941, column: 1_633 }), pressed(100, { row: 697, column: 1_209 })];
  expect(heardIn(new Int16Array([...one.subarray(0, 480), ...new Int16Array(160), ...one]))).toBe("D");
  expect(heardIn(new Int16Array([...one, ...two]))).toBe("D1");
});

it("hears the same key twice where it is let go of between", () => {
  const one = [...pressed(80, { row: 770, column: 1_336 }), ...new Int16Array(480)];
  expect(heardIn(new Int16Array([...one, ...one]))).toBe("55");
});

it("hears nothing in one tone, in two of a row, in noise, in a click of 20 ms, and whatever the samples are", () => {
  expect(heardIn(pressed(500, { row: 770, column: 770 }))).toBe("");
  expect(heardIn(pressed(500, { row: 697, column: 852 }))).toBe("");
  expect(heardIn(pressed(500, { row: 0, column: 0, noise: 8_000 }))).toBe("");
  expect(heardIn(new Int16Array([...pressed(20, { row: 770, column: 1_336 }), ...new Int16Array(800)]))).toBe("");
  fc.assert(fc.property(fc.int16Array({ maxLength: 400 }), (samples) => void keyIn(samples)));
});

it.skipIf(!hasVoice())("takes no speech for a key: a minute and more in three languages", () => {
  let seconds = 0;
  for (const { language, text } of announcements().values()) {
    const { stdout } = spawnSync("/usr/bin/espeak-ng", ["-v", language, "--stdout", "--stdin"], { input: text, maxBuffer: 1e8 });
    const rate = stdout.readUInt32LE(24);
    // Every other sample or so: what is heard of it at 8 kHz, without the finer points.
    const samples = Int16Array.from({ length: Math.floor(((stdout.length - 44) / 2) * (8_000 / rate)) }, (_none, at) =>
      stdout.readInt16LE(44 + 2 * Math.floor((at * rate) / 8_000)),
    );
    seconds += samples.length / 8_000;
    expect(heardIn(samples), text).toBe("");
  }
  expect(seconds).toBeGreaterThan(60);
});
