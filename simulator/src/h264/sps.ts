import { readBits } from "./bits.ts";
import type { BitReader } from "./bits.ts";

/** Fields of a sequence parameter set that the simulator needs (H.264 §7.3.2.1.1). */
export type Sps = {
  readonly width: number;
  readonly height: number;
  /** Frames per second from the VUI timing, or null if the stream does not say. */
  readonly framesPerSecond: number | null;
  readonly frameNumBits: number;
  readonly pocType: number;
  readonly pocBits: number;
  readonly framesOnly: boolean;
  readonly separatePlanes: boolean;
};

const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Parses a sequence parameter set, given with its one-byte NAL header. */
export function parseSps(nal: Uint8Array): Sps {
  const r = readBits(nal);
  const profile = r.bits(8);
  r.bits(16);
  r.unsigned();
  const chroma = HIGH_PROFILES.has(profile) ? readChroma(r) : { format: 1, separatePlanes: false };
  const frameNumBits = r.unsigned() + 4;
  const pocType = r.unsigned();
  const pocBits = readPocBits(r, pocType);
  r.unsigned();
  r.bits(1);
  const mbWidth = r.unsigned() + 1;
  const mapUnits = r.unsigned() + 1;
  const framesOnly = r.bits(1) === 1;
  if (!framesOnly) r.bits(1);
  r.bits(1);
  const crop = r.bits(1) === 1 ? [r.unsigned(), r.unsigned(), r.unsigned(), r.unsigned()] : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const unitX = chroma.format === 1 || chroma.format === 2 ? 2 : 1;
  const unitY = (chroma.format === 1 ? 2 : 1) * (framesOnly ? 1 : 2);
  return {
    width: mbWidth * 16 - (left + right) * unitX,
    height: mapUnits * 16 * (framesOnly ? 1 : 2) - (top + bottom) * unitY,
    framesPerSecond: r.bits(1) === 1 ? readTiming(r) : null,
    frameNumBits,
    pocType,
    pocBits,
    framesOnly,
    separatePlanes: chroma.separatePlanes,
  };
}

function readChroma(r: BitReader): { format: number; separatePlanes: boolean } {
  const format = r.unsigned();
  const separatePlanes = format === 3 && r.bits(1) === 1;
  r.unsigned();
  r.unsigned();
  r.bits(1);
  if (r.bits(1) === 1) for (let i = 0; i < (format === 3 ? 12 : 8); i++) if (r.bits(1) === 1) skipScalingList(r, i < 6 ? 16 : 64);
  return { format, separatePlanes };
}

function skipScalingList(r: BitReader, size: number): void {
  let last = 8;
  let next = 8;
  for (let i = 0; i < size; i++) {
    if (next !== 0) next = (last + r.signed() + 256) % 256;
    if (next !== 0) last = next;
  }
}

function readPocBits(r: BitReader, pocType: number): number {
  if (pocType === 0) return r.unsigned() + 4;
  if (pocType === 1) {
    r.bits(1);
    r.signed();
    r.signed();
    const cycle = Math.min(r.unsigned(), 255);
    for (let i = 0; i < cycle; i++) r.signed();
  }
  return 0;
}

function readTiming(r: BitReader): number | null {
  if (r.bits(1) === 1 && r.bits(8) === 255) r.bits(32);
  if (r.bits(1) === 1) r.bits(1);
  if (r.bits(1) === 1) {
    r.bits(4);
    if (r.bits(1) === 1) r.bits(24);
  }
  if (r.bits(1) === 1) {
    r.unsigned();
    r.unsigned();
  }
  if (r.bits(1) === 0) return null;
  const ticks = r.bits(32);
  const scale = r.bits(32);
  const rate = ticks > 0 ? scale / (2 * ticks) : 0;
  return rate >= 1 && rate <= 120 ? rate : null;
}
