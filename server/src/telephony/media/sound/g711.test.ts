import * as fc from "fast-check";
import { expect, test } from "vitest";
import { alawOf, SAMPLES } from "./g711.ts";
import { alawHead, readWav } from "./wav.ts";

const decoded = (byte: number): number => SAMPLES.get(8)?.[byte] ?? 0;

test("every byte of G.711 A is the byte of its own sample", () => {
  const all = Int16Array.from({ length: 256 }, (_none, byte) => decoded(byte));
  expect([...alawOf(all)]).toEqual(Array.from({ length: 256 }, (_none, byte) => byte));
});

test("a sample comes back as near as its segment allows, with its sign", () => {
  fc.assert(
    fc.property(fc.integer({ min: -32_768, max: 32_767 }), (sample) => {
      const back = decoded(alawOf(Int16Array.of(sample))[0] ?? 0);
      expect(Math.abs(back - sample)).toBeLessThanOrEqual(Math.max(8, Math.abs(sample) / 32 + 8));
      if (Math.abs(sample) > 16) expect(Math.sign(back)).toBe(Math.sign(sample));
    }),
  );
});

test("a WAV file of G.711 A is read as its samples", () => {
  const samples = Int16Array.of(8, -8, 1_008, -2_016, 32_256);
  expect(readWav(Buffer.concat([alawHead(samples.length), alawOf(samples)]))).toEqual({ rate: 8_000, samples });
});
