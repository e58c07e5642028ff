import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { framesIn } from "./count-frames.ts";
import { lossOf, missingOf } from "./whole-files.ts";

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
};

const fragment = (frames: number): Buffer => {
  const run = Buffer.alloc(8);
  run.writeUInt32BE(frames, 4);
  return Buffer.concat([
    box("moof", box("mfhd", Buffer.alloc(8)), box("traf", box("tfhd", Buffer.alloc(8)), box("trun", run))),
    box("mdat"),
  ]);
};

const file = (...frames: number[]): Buffer => Buffer.concat([box("ftyp"), box("moov"), ...frames.map(fragment)]);

describe("framesIn", () => {
  it("adds the samples of all fragments", () => {
    expect(framesIn(file(12, 13, 25))).toBe(50);
  });

  it("counts nothing of a fragment that was torn off", () => {
    const torn = file(12, 13).subarray(0, -12);
    expect(framesIn(torn)).toBe(12);
  });

  it("ends at what is no box", () => {
    expect(framesIn(Buffer.alloc(64))).toBe(0);
  });
});

describe("missingOf", () => {
  it("is what lacks to 250", () => {
    expect([250, 249, 0].map(missingOf)).toEqual([0, 1, 250]);
  });

  it("knows a file that took the next group of pictures along, and sees what lacks in it", () => {
    expect([300, 299].map(missingOf)).toEqual([0, 1]);
  });
});

describe("lossOf", () => {
  it("holds the files between the first and the last of each camera against 250", async () => {
    const root = await mkdtemp(join(tmpdir(), "whole-files-"));
    try {
      await mkdir(join(root, "cam0", "deep"), { recursive: true });
      const frames = [100, 250, 248, 30];
      for (const [at, count] of frames.entries()) await writeFile(join(root, "cam0", "deep", `${at}.mp4`), file(count));
      expect(await lossOf(root, ["cam0", "cam1"])).toEqual({ files: 2, lost: 2 });
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
