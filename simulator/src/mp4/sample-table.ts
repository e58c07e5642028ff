import { DamagedFile, findBox, needBox, tableOf } from "./box.ts";
import type { Box } from "./box.ts";
import type { Sample } from "./sample.ts";

/** The samples of an unfragmented track, from its `stbl` (ISO/IEC 14496-12 §8.6 to §8.7). */
export function readSampleTable(bytes: Buffer, stbl: Box): Sample[] {
  const sizes = readSizes(bytes, needBox(bytes, stbl, "stsz"));
  const offsets = readOffsets(bytes, stbl, sizes);
  const durations = readRuns(bytes, needBox(bytes, stbl, "stts"), sizes.length, false);
  const ctts = findBox(bytes, stbl, "ctts");
  const shifts = ctts === null ? null : readRuns(bytes, ctts, sizes.length, true);
  const keys = readKeys(bytes, findBox(bytes, stbl, "stss"));
  const samples: Sample[] = [];
  let dts = 0;
  for (const [i, size] of sizes.entries()) {
    const duration = durations[i] ?? 0;
    samples.push({ offset: offsets[i] ?? 0, size, dts, duration, shift: shifts?.[i] ?? 0, key: keys === null || keys.has(i + 1) });
    dts += duration;
  }
  return samples;
}

function readSizes(bytes: Buffer, stsz: Box): number[] {
  const fixed = bytes.readUInt32BE(stsz.from + 4);
  const count = bytes.readUInt32BE(stsz.from + 8);
  if (fixed > 0) {
    if (fixed * count > bytes.length) throw new DamagedFile("the table stsz counts more than the file holds");
    return Array.from({ length: count }, () => fixed);
  }
  const rows = tableOf(stsz, count, 12, 4);
  return Array.from({ length: count }, (_, i) => bytes.readUInt32BE(rows.at(i)));
}

/** Chunk offsets spread over samples by the sample-to-chunk table. */
function readOffsets(bytes: Buffer, stbl: Box, sizes: readonly number[]): number[] {
  const stsc = needBox(bytes, stbl, "stsc");
  const runs = tableOf(stsc, bytes.readUInt32BE(stsc.from + 4), 8, 12);
  const chunks = readChunks(bytes, stbl);
  const offsets: number[] = [];
  let run = 0;
  for (const [chunk, start] of chunks.entries()) {
    while (run + 1 < runs.count && bytes.readUInt32BE(runs.at(run + 1)) <= chunk + 1) run++;
    const perChunk = runs.count === 0 ? 0 : bytes.readUInt32BE(runs.at(run) + 4);
    let at = start;
    for (let i = 0; i < perChunk && offsets.length < sizes.length; i++) {
      at += offsets.push(at) > 0 ? (sizes[offsets.length - 1] ?? 0) : 0;
    }
  }
  if (offsets.length < sizes.length) throw new DamagedFile("the table stsc names fewer samples than stsz");
  return offsets;
}

function readChunks(bytes: Buffer, stbl: Box): number[] {
  const wide = findBox(bytes, stbl, "co64");
  const box = wide ?? needBox(bytes, stbl, "stco");
  const rows = tableOf(box, bytes.readUInt32BE(box.from + 4), 8, wide === null ? 4 : 8);
  return Array.from({ length: rows.count }, (_, i) =>
    wide === null ? bytes.readUInt32BE(rows.at(i)) : Number(bytes.readBigUInt64BE(rows.at(i))),
  );
}

/** A run-length table of (count, value), unrolled to `length` samples. */
function readRuns(bytes: Buffer, box: Box, length: number, signed: boolean): number[] {
  const rows = tableOf(box, bytes.readUInt32BE(box.from + 4), 8, 8);
  const values: number[] = [];
  for (let row = 0; row < rows.count && values.length < length; row++) {
    const count = Math.min(bytes.readUInt32BE(rows.at(row)), length - values.length);
    const value = signed ? bytes.readInt32BE(rows.at(row) + 4) : bytes.readUInt32BE(rows.at(row) + 4);
    for (let i = 0; i < count; i++) values.push(value);
  }
  return values;
}

function readKeys(bytes: Buffer, stss: Box | null): Set<number> | null {
  if (stss === null) return null;
  const rows = tableOf(stss, bytes.readUInt32BE(stss.from + 4), 8, 4);
  return new Set(Array.from({ length: rows.count }, (_, i) => bytes.readUInt32BE(rows.at(i))));
}
