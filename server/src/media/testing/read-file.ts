import { readFileSync } from "node:fs";
import { boxesIn, findBox, readMoof } from "../fmp4/read-boxes.ts";

/** Reads a recording without its index, as a player does: top-level boxes in order, and the bytes of every picture. */
export function readRecording(path: string): { readonly boxes: string[]; readonly pictures: Buffer[]; readonly key: boolean } {
  const bytes = readFileSync(path);
  const boxes: string[] = [];
  const pictures: Buffer[] = [];
  let sizes: number[] = [];
  let key: boolean | null = null;
  for (const { type, from, to } of boxesIn(bytes, 0, bytes.length)) {
    boxes.push(type);
    if (type === "moof") {
      const moof = bytes.subarray(from - 8, to);
      key ??= readMoof(moof)?.key ?? false;
      sizes = sampleSizes(moof);
    }
    if (type !== "mdat") continue;
    let at = from;
    for (const size of sizes) {
      pictures.push(bytes.subarray(at, at + size));
      at += size;
    }
    if (at !== to) throw new Error("a fragment's samples do not fill its data");
  }
  return { boxes, pictures, key: key ?? false };
}

function sampleSizes(moof: Buffer): number[] {
  const run = findBox(moof, ["moof", "traf", "trun"]);
  if (!run) throw new Error("a fragment without a run of samples");
  return Array.from({ length: moof.readUInt32BE(run.from + 4) }, (_, i) => moof.readUInt32BE(run.from + 16 + i * 16));
}
