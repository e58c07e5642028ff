import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { namelessWith } from "./nameless.ts";
import { Pictures } from "./picture.ts";
import { PICTURE_CAPS } from "./picture-worker.ts";

vi.setConfig({ testTimeout: 60_000 });
const JPEG = { is: "still", format: "jpeg", type: "image/jpeg" } as const;
const PNG = { is: "still", format: "png", type: "image/png" } as const;
const PIXELS = { pixels: 150_000_000 };
let folder: string;
let small: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "amaliyat-picture-"));
  small = await sharp({ create: { width: 64, height: 48, channels: 3, background: "#456" } })
    .jpeg()
    .toBuffer();
});
afterAll(() => rm(folder, { recursive: true }));

async function decode(pictures: Pictures, bytes: Buffer, signal?: AbortSignal): Promise<string> {
  await using file = await namelessWith(folder, [bytes]);
  const decoded = await pictures.decode(bytes.includes("PNG") ? PNG : JPEG, file, PIXELS, signal);
  if (decoded.kind === "none") return decoded.cause;
  await Promise.all([decoded.copies.whole.close(), decoded.copies.small?.close()]);
  return `${decoded.copies.width}x${decoded.copies.height}`;
}

it("stops a picture that takes too much, each within its own bounds, and opens those after it", async () => {
  // Interlaced, so that all of its dots are painted before any is made smaller.
  const slow = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: "#456" } })
    .png({ progressive: true, compressionLevel: 1 })
    .toBuffer();
  await using pictures = new Pictures({ folder, turn: 0 }, { ...PICTURE_CAPS, cpuS: 0.6 });
  const outcomes: string[] = [];
  for (const bytes of [small, slow, small, small]) outcomes.push(await decode(pictures, bytes));
  expect(outcomes).toEqual(["64x48", "took_too_much", "64x48", "64x48"]);
});

it("opens as many as a report may have and more, one after the other", async () => {
  await using pictures = new Pictures({ folder, turn: 0 });
  pictures.prepare();
  const outcomes: string[] = [];
  for (let nth = 0; nth < 14; nth += 1) outcomes.push(await decode(pictures, nth === 3 ? small.subarray(0, 200) : small));
  expect(outcomes).toEqual(Array.from({ length: 14 }, (_, nth) => (nth === 3 ? "broken" : "64x48")));
});

it("answers each who asks at once with what is theirs", async () => {
  await using pictures = new Pictures({ folder, turn: 0 });
  const widths = [10, 20, 30, 40];
  const sized = await Promise.all(widths.map((width) => sharp(small).resize(width, width, { fit: "fill" }).jpeg().toBuffer()));
  expect(await Promise.all(sized.map((bytes) => decode(pictures, bytes)))).toEqual(widths.map((width) => `${width}x${width}`));
});

it("ends with whoever asked, and serves whoever asks then", async () => {
  await using pictures = new Pictures({ folder, turn: 0 });
  await expect(decode(pictures, small, AbortSignal.timeout(1))).rejects.toThrow(/timeout|abort/i);
  expect(await decode(pictures, small)).toBe("64x48");
});

it("ends at once though it was made ready for nothing", async () => {
  const pictures = new Pictures({ folder, turn: 0 });
  pictures.prepare();
  // Real time: the worker that was made ready rests by then.
  await sleep(1_000);
  await pictures[Symbol.asyncDispose]();
});
