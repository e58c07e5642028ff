import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeJoiner } from "./joined.ts";
import { readWav, wavHead } from "../sound/wav.ts";

const PER_MS = 8;
let folder = "";
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "amaliyat-joined-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A file of one value, so that whose sound is where is seen. */
async function sound(name: string, value: number, ms: number, rate = 8_000): Promise<string> {
  const data = Buffer.from(new Int16Array(ms * PER_MS).fill(value).buffer);
  const head = wavHead(data.length, 1);
  head.writeUInt32LE(rate, 24);
  const file = join(folder, name);
  await writeFile(file, Buffer.concat([head, data]));
  return file;
}

test("words follow each other in one file, and then the music for half a minute; without music the last is heard once", async () => {
  const files = [await sound("welcome.wav", 8, 500), await sound("place.wav", 1_008, 250), await sound("music.wav", 2_016, 7_000)];
  const join = makeJoiner(`${folder}/joined`, 0);
  const joined = await join(files, true);
  expect(joined?.lengthsMs).toEqual([500, 250, 7_000]);
  const samples = readWav(await readFile(joined?.file ?? ""))?.samples ?? new Int16Array(0);
  const at = (ms: number): number | undefined => samples[ms * PER_MS];
  expect([at(0), at(499), at(500), at(749), at(750), at(7_750), at(30_000)]).toEqual([8, 8, 1_008, 1_008, 2_016, 2_016, 2_016]);
  expect(samples.length).toBe((750 + 5 * 7_000) * PER_MS);
  expect(await join(files, true)).toEqual(joined);
  const once = readWav(await readFile((await join(files, false))?.file ?? ""))?.samples ?? new Int16Array(0);
  expect(once.length).toBe((750 + 7_000) * PER_MS);
  // Another welcome under the same name is another list.
  await sound("welcome.wav", 9, 600);
  expect((await join(files, true))?.lengthsMs).toEqual([600, 250, 7_000]);
  expect(await readdir(`${folder}/joined`)).toHaveLength(3);
});

test("files that are away, are no sound, or are in another form are not joined, until they are mended", async () => {
  const [welcome, music] = [await sound("welcome.wav", 8, 500), await sound("music.wav", 2_016, 1_000)];
  const join = makeJoiner(`${folder}/joined`, 0);
  expect(await join([`${folder}/none.wav`, music], true)).toBeNull();
  await writeFile(`${folder}/text.wav`, "no sound at all");
  expect(await join([`${folder}/text.wav`, music], true)).toBeNull();
  await sound("none.wav", 1, 100);
  expect((await join([`${folder}/none.wav`, music], true))?.lengthsMs).toEqual([100, 1_000]);
  expect((await join([welcome, music], true))?.lengthsMs).toEqual([500, 1_000]);
});

/** A tone as a file of 16-bit numbers at a rate. */
async function tone(name: string, hertz: number, rate: number, ms: number): Promise<string> {
  const samples = Int16Array.from({ length: (rate * ms) / 1_000 }, (_none, at) => 10_000 * Math.sin((2 * Math.PI * hertz * at) / rate));
  const head = wavHead(samples.byteLength, 1);
  head.writeUInt32LE(rate, 24);
  const file = join(folder, name);
  await writeFile(file, Buffer.concat([head, Buffer.from(samples.buffer)]));
  return file;
}
/** Loudness of a tone in samples at 8 kHz, as a share of full scale. */
function loudness(samples: Int16Array, hertz: number): number {
  let [re, im] = [0, 0];
  for (const [at, sample] of samples.entries()) {
    re += sample * Math.cos((2 * Math.PI * hertz * at) / 8_000);
    im += sample * Math.sin((2 * Math.PI * hertz * at) / 8_000);
  }
  return (2 * Math.hypot(re, im)) / samples.length / 32_768;
}

test.for([11_025, 16_000, 22_050, 44_100, 48_000, 4_000])(
  "words at %d Hz, as voices and people make them, are joined with the music",
  async (rate) => {
    const join = makeJoiner(`${folder}/joined`);
    const joined = await join([await tone("words.wav", 1_000, rate, 1_000), await sound("music.wav", 0, 2_000)], true);
    expect(joined?.lengthsMs).toEqual([1_000, 2_000]);
    const samples = readWav(await readFile(joined?.file ?? ""))?.samples ?? new Int16Array(0);
    const words = samples.subarray(0, 1_000 * PER_MS);
    expect(loudness(words, 1_000)).toBeCloseTo(10_000 / 32_768, 2);
    expect(loudness(samples.subarray(1_000 * PER_MS), 1_000)).toBeLessThan(0.001);
  },
);

test("what a telephone line cannot carry does not fold back into the words", async () => {
  const join = makeJoiner(`${folder}/joined`);
  const joined = await join([await tone("words.wav", 5_500, 22_050, 1_000)], false);
  const samples = readWav(await readFile(joined?.file ?? ""))?.samples ?? new Int16Array(0);
  expect(loudness(samples, 2_500)).toBeLessThan(0.002);
});
