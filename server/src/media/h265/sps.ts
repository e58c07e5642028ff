import { BitReader } from "../h264/bit-reader.ts";

/** Profile, tier and level of a stream (H.265 §7.3.3), as a record and a codec string need them. */
export type Profile = {
  readonly space: number;
  readonly isHighTier: boolean;
  readonly idc: number;
  /** 32 flags, the first of them the highest bit. */
  readonly compatibility: number;
  /** Six bytes of constraint flags. */
  readonly constraints: readonly number[];
  /** 30 times the level. */
  readonly level: number;
};

export type HevcSequence = {
  readonly id: number;
  /** Of the cropped picture, in luma samples. */
  readonly width: number;
  readonly height: number;
  readonly profile: Profile;
  readonly subLayers: number;
  readonly isTemporallyNested: boolean;
  readonly chroma: number;
  /** Bits of a sample beyond 8: of luma and of chroma. */
  readonly depth: readonly [number, number];
};

/** Reads a sequence parameter set (NAL type 33); null if it is broken or describes no possible picture. */
export function parseHevcSps(nal: Buffer): HevcSequence | null {
  try {
    return read(new BitReader(nal));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function read(r: BitReader): HevcSequence | null {
  // The second byte of the header, and the id of the video parameter set.
  r.bits(8);
  r.bits(4);
  const more = r.bits(3);
  const isTemporallyNested = r.flag();
  if (more > 6) return null;
  const profile = readProfile(r, more);
  const id = r.unsigned();
  const chroma = r.unsigned();
  if (chroma === 3) r.flag();
  const [columns, rows] = [r.unsigned(), r.unsigned()];
  const crop = r.flag() ? [r.unsigned(), r.unsigned(), r.unsigned(), r.unsigned()] : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const width = columns - (left + right) * (chroma === 1 || chroma === 2 ? 2 : 1);
  const height = rows - (top + bottom) * (chroma === 1 ? 2 : 1);
  const depth = [r.unsigned(), r.unsigned()] as const;
  if (id > 15 || chroma > 3 || depth.some((bits) => bits > 8)) return null;
  if (width < 16 || height < 16 || width > 16_384 || height > 16_384) return null;
  return { id, width, height, profile, subLayers: more + 1, isTemporallyNested, chroma, depth };
}

/** `more` is the number of sub-layers beyond the first; what they say of themselves is skipped. */
function readProfile(r: BitReader, more: number): Profile {
  const space = r.bits(2);
  const isHighTier = r.flag();
  const idc = r.bits(5);
  const compatibility = r.bits(32);
  const constraints = Array.from({ length: 6 }, () => r.bits(8));
  const level = r.bits(8);
  const present = Array.from({ length: more }, () => [r.flag(), r.flag()] as const);
  if (more > 0) r.bits(2 * (8 - more));
  for (const [hasProfile, hasLevel] of present) {
    if (hasProfile) for (let i = 0; i < 11; i++) r.bits(8);
    if (hasLevel) r.bits(8);
  }
  return { space, isHighTier, idc, compatibility, constraints, level };
}
