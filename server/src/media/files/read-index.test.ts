import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fragmentHead } from "../fmp4/fragment.ts";
import { initSegment } from "../fmp4/init-segment.ts";
import { readRecording } from "../testing/read-file.ts";
import { fragmentsOf } from "../testing/fragments.ts";
import { SMALL, nameOf, namesOf } from "../testing/pictures.ts";
import { encodeIndex, type FragmentEntry } from "./fragment-index.ts";
import { planPlayback } from "./plan-playback.ts";
import { readIndex, rebuildIndex } from "./read-index.ts";

const START = 1_700_000_000_250;
let folder = "";
let media = Buffer.alloc(0);
let entries: FragmentEntry[] = [];
let initBytes = 0;

/** A file of 48 pictures in 12 fragments, as the recorder writes it, without its index. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "media-"));
  const fragments = fragmentsOf(48);
  const config = fragments[0]?.config;
  if (!config) throw new Error("no fragments");
  const parts = [initSegment(config)];
  initBytes = parts[0]?.length ?? 0;
  const origin = fragments[0]?.pictures[0]?.dts ?? 0;
  fragments.forEach((fragment, i) => {
    const time = (fragment.pictures[0]?.dts ?? 0) - origin;
    const head = fragmentHead(i + 1, time, START + time / 90, fragment.pictures);
    const offset = parts.reduce((sum, part) => sum + part.length, 0);
    parts.push(head, Buffer.from(fragment.buffer.subarray(0, fragment.bytes)));
    const frames = fragment.pictures.length;
    entries.push({
      offset,
      size: head.length + fragment.bytes,
      startMs: START + time / 90,
      durationMs: frames * 40,
      frames,
      key: fragment.key,
    });
  });
  media = Buffer.concat(parts);
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(bytes: Buffer): Promise<string> {
  const path = join(folder, "file.mp4");
  await writeFile(path, bytes);
  return path;
}

describe("index of a file", () => {
  test("is read from its end", async () => {
    const path = await fileOf(Buffer.concat([media, encodeIndex(initBytes, entries)]));
    expect(await readIndex(path)).toEqual({ closed: true, initBytes, fragments: entries });
  });

  test("is made from the boxes of a file that is being written", async () => {
    const index = await readIndex(await fileOf(media));
    expect(index).toMatchObject({ closed: false, initBytes });
    expect(index?.fragments.map((entry) => ({ ...entry, startMs: Math.round(entry.startMs * 1000) / 1000 }))).toEqual(entries);
  });

  test("a file cut anywhere keeps its whole fragments, plays, and is closed by the repair", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: media.length }), async (cut) => {
        const path = await fileOf(media);
        await truncate(path, cut);
        const whole = entries.filter((entry) => entry.offset + entry.size <= cut);
        const index = await rebuildIndex(path);
        if (whole.length === 0) {
          expect(index).toBeNull();
          return;
        }
        expect(index?.fragments).toHaveLength(whole.length);
        expect((await readFile(path)).length).toBeLessThan(media.length + 1000);
        const { boxes, pictures, key } = readRecording(path);
        expect(boxes).toEqual(["ftyp", "moov", ...whole.flatMap(() => ["prft", "moof", "mdat"]), "uuid"]);
        expect(pictures.map(nameOf)).toEqual(namesOf(SMALL).slice(0, pictures.length));
        expect(key).toBe(true);
        expect(await readIndex(path)).toEqual(index);
        expect(await rebuildIndex(path)).toEqual(index);
      }),
      { numRuns: 60 },
    );
  });

  test("an index that does not fit its file is not believed", async () => {
    const moved = entries.map((entry, i) => (i === 3 ? { ...entry, offset: entry.offset + 1 } : entry));
    const path = await fileOf(Buffer.concat([media, encodeIndex(initBytes, moved)]));
    expect((await readIndex(path))?.closed).toBe(false);
    const short = await fileOf(Buffer.concat([media.subarray(0, -5), encodeIndex(initBytes, entries)]));
    expect((await readIndex(short))?.closed).toBe(false);
  });

  test("other files are none of ours", async () => {
    expect(await readIndex(await fileOf(Buffer.alloc(0)))).toBeNull();
    expect(await readIndex(await fileOf(Buffer.from("not a recording at all, but long enough")))).toBeNull();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await rebuildIndex(await fileOf(Buffer.from(bytes)))).toBeNull();
      }),
      { numRuns: 30 },
    );
    await expect(readIndex(join(folder, "missing.mp4"))).rejects.toThrow("ENOENT");
  });
});

const plan = (from: number, to: number): ReturnType<typeof planPlayback> =>
  planPlayback({ closed: true, initBytes, fragments: entries }, { from: START + from, to: START + to });

describe("playback", () => {
  test("begins with the key frame before the moment asked for, and ends with the fragment that holds its end", () => {
    // Key frames lie at 0, 480, 960, 1440 ms; fragments at 0, 200, 400, 480, …
    expect(plan(1000, 1200)).toMatchObject({ startMs: START + 960, endMs: START + 1360, mediaTimeMs: 960, initBytes });
    expect(plan(470, 480)).toMatchObject({ startMs: START, endMs: START + 480 });
    expect(plan(480, 481)).toMatchObject({ startMs: START + 480 });
  });

  test("a span that begins before the file begins with the file, one outside has no plan", () => {
    expect(plan(-5000, 100)).toMatchObject({ startMs: START, mediaTimeMs: 0 });
    expect(plan(-5000, 0)).toBeNull();
    expect(plan(1920, 3000)).toBeNull();
    expect(planPlayback({ closed: false, initBytes, fragments: [] }, { from: 0, to: 1 })).toBeNull();
  });

  test("the range is whole fragments that follow each other, for any span", () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 2500 }), fc.integer({ min: 1, max: 2500 }), (from, length) => {
        const found = plan(from, from + length);
        if (!found) return;
        const chosen = entries.filter((entry) => entry.offset >= found.offset && entry.offset < found.offset + found.size);
        expect(chosen[0]?.key).toBe(true);
        expect(chosen.reduce((sum, entry) => sum + entry.size, 0)).toBe(found.size);
        expect(found.startMs).toBeLessThanOrEqual(Math.max(START, START + from));
        expect(found.endMs).toBeGreaterThanOrEqual(Math.min(START + 1920, START + from + length));
      }),
    );
  });
});
