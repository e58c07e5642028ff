import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PlayedSound } from "./played.ts";
import { readWav, wavHead } from "./wav.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "amaliyat-played-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const constant = (value: number, length: number): Int16Array => new Int16Array(length).fill(value);
const wav = (samples: Int16Array): Buffer => {
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  return Buffer.concat([wavHead(data.length, 1), data]);
};

it("sounds as the files did: each from its moment to its end or to the next, the last again and again", async () => {
  const [once, again] = [join(folder, "once.wav"), join(folder, "again.wav")];
  await writeFile(once, wav(constant(100, 800)));
  await writeFile(again, wav(constant(200, 400)));
  const sound = await PlayedSound.of([
    { at: 1_000, file: once, repeat: false },
    { at: 1_300, file: again, repeat: true },
    { at: 1_900, file: null, repeat: false },
    { at: 2_000, file: join(folder, "missing.wav"), repeat: true },
  ]);
  // 800 samples are 100 ms: then nothing, until the next begins.
  expect([900, 1_000, 1_099, 1_150, 1_300, 1_899, 1_900, 2_500].map((at) => sound.sample(at))).toEqual([0, 100, 100, 0, 200, 200, 0, 0]);
});

it("is silent before the first and never fails, whatever was noted", () => {
  const part = fc.record({ at: fc.integer({ min: 0, max: 5_000 }), samples: fc.int16Array({ maxLength: 50 }), repeat: fc.boolean() });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.array(fc.double({ min: 0, max: 6_000, noNaN: true })), (parts, moments) => {
      const sound = new PlayedSound(parts);
      const first = Math.min(Infinity, ...parts.map(({ at }) => at));
      for (const at of moments.toSorted((a, b) => a - b)) {
        const sample = sound.sample(at);
        expect(Number.isInteger(sample)).toBe(true);
        if (at < first) expect(sample).toBe(0);
      }
    }),
  );
});

it("reads a WAV file of any rate and channels, and takes nothing for one that is none", () => {
  expect(readWav(wav(Int16Array.of(1, -2, 3)))).toEqual({ rate: 8_000, samples: Int16Array.of(1, -2, 3) });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.integer({ min: 0, max: 60 }), (noise, at) => {
      const bytes = wav(constant(7, 20));
      bytes.set(noise.subarray(0, bytes.length - at), at);
      const read = readWav(bytes);
      if (read !== null) expect(read.samples.length).toBeLessThanOrEqual(40);
    }),
  );
});
