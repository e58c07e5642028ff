import { boxesIn, findBox, tableOf } from "./box.ts";
import type { Box } from "./box.ts";
import type { Sample } from "./sample.ts";

type Defaults = { readonly duration: number; readonly size: number; readonly flags: number };
const NOT_SYNC = 0x10000; // sample_is_non_sync_sample, ISO/IEC 14496-12 §8.8.3.1

/** The samples of a fragmented track, from every `moof` of the file (ISO/IEC 14496-12 §8.8). */
export function readFragments(bytes: Buffer, moov: Box, trackId: number): Sample[] {
  const base = readTrackDefaults(bytes, moov, trackId);
  const samples: Sample[] = [];
  let dts = 0;
  for (const moof of boxesIn(bytes, 0, bytes.length)) {
    if (moof.type !== "moof") continue;
    for (const traf of boxesIn(bytes, moof.from, moof.to)) {
      if (traf.type !== "traf") continue;
      const read = readTrackFragment(bytes, moof, traf, trackId, base, dts);
      for (const sample of read) samples.push(sample);
      const last = read.at(-1);
      if (last !== undefined) dts = last.dts + last.duration;
    }
  }
  return samples;
}

function readTrackDefaults(bytes: Buffer, moov: Box, trackId: number): Defaults {
  const mvex = findBox(bytes, moov, "mvex");
  if (mvex !== null)
    for (const trex of boxesIn(bytes, mvex.from, mvex.to)) {
      if (trex.type !== "trex" || bytes.readUInt32BE(trex.from + 4) !== trackId) continue;
      return {
        duration: bytes.readUInt32BE(trex.from + 12),
        size: bytes.readUInt32BE(trex.from + 16),
        flags: bytes.readUInt32BE(trex.from + 20),
      };
    }
  return { duration: 0, size: 0, flags: 0 };
}

function readTrackFragment(bytes: Buffer, moof: Box, traf: Box, trackId: number, base: Defaults, from: number): Sample[] {
  const tfhd = findBox(bytes, traf, "tfhd");
  if (tfhd === null || bytes.readUInt32BE(tfhd.from + 4) !== trackId) return [];
  const flags = bytes.readUInt32BE(tfhd.from) & 0xffffff;
  let at = tfhd.from + 8;
  const next = (flag: number, width: number): number | null => {
    if ((flags & flag) === 0) return null;
    at += width;
    return width === 8 ? Number(bytes.readBigUInt64BE(at - 8)) : bytes.readUInt32BE(at - 4);
  };
  const origin = next(0x1, 8) ?? moof.from - 8;
  next(0x2, 4);
  const defaults = { duration: next(0x8, 4) ?? base.duration, size: next(0x10, 4) ?? base.size, flags: next(0x20, 4) ?? base.flags };
  const tfdt = findBox(bytes, traf, "tfdt");
  let dts = from;
  if (tfdt !== null) dts = bytes[tfdt.from] === 1 ? Number(bytes.readBigUInt64BE(tfdt.from + 4)) : bytes.readUInt32BE(tfdt.from + 4);
  const samples: Sample[] = [];
  let offset = origin;
  for (const trun of boxesIn(bytes, traf.from, traf.to)) {
    if (trun.type !== "trun") continue;
    for (const sample of readRun(bytes, trun, defaults, origin, offset, dts)) {
      samples.push(sample);
      offset = sample.offset + sample.size;
      dts = sample.dts + sample.duration;
    }
  }
  return samples;
}

function* readRun(bytes: Buffer, trun: Box, defaults: Defaults, origin: number, from: number, begin: number): Generator<Sample> {
  const flags = bytes.readUInt32BE(trun.from) & 0xffffff;
  const count = bytes.readUInt32BE(trun.from + 4);
  let at = trun.from + 8;
  const nextField = (flag: number): number | null => {
    if ((flags & flag) === 0) return null;
    at += 4;
    return bytes.readUInt32BE(at - 4);
  };
  const dataOffset = nextField(0x1);
  let offset = dataOffset === null ? from : origin + (dataOffset | 0);
  const firstFlags = nextField(0x4);
  const width = [0x100, 0x200, 0x400, 0x800].reduce((sum, flag) => sum + ((flags & flag) === 0 ? 0 : 4), 0);
  tableOf(trun, count, at - trun.from, width);
  let dts = begin;
  for (let i = 0; i < count; i++) {
    const duration = nextField(0x100) ?? defaults.duration;
    const size = nextField(0x200) ?? defaults.size;
    const sampleFlags = nextField(0x400) ?? (i === 0 ? firstFlags : null) ?? defaults.flags;
    const shift = (nextField(0x800) ?? 0) | 0;
    if (offset + size > bytes.length) return; // a file cut off in its last fragment still plays up to there
    yield { offset, size, dts, duration, shift, key: (sampleFlags & NOT_SYNC) === 0 };
    offset += size;
    dts += duration;
  }
}
