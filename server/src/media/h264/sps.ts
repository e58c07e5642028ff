import { BitReader } from "./bit-reader.ts";

export type SequenceParameters = {
  readonly id: number;
  /** Of the cropped picture, in luma samples. */
  readonly width: number;
  readonly height: number;
  /** True if pictures may be coded as two fields (frame_mbs_only_flag is 0). */
  readonly mayHaveFields: boolean;
  /** From the timing of the VUI, if it is there. */
  readonly framesPerSecond: number | null;
  /** chroma_format_idc, bit_depth_luma_minus8, bit_depth_chroma_minus8; null for profiles that do not state them. */
  readonly samples: readonly [number, number, number] | null;
};

/** Profiles with chroma format and scaling lists in the SPS (H.264 §7.3.2.1.1). */
const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Reads a sequence parameter set (NAL type 7); null if it is broken or describes no possible picture. */
export function parseSps(nal: Buffer): SequenceParameters | null {
  try {
    return read(new BitReader(nal));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function read(r: BitReader): SequenceParameters | null {
  const profile = r.bits(8);
  r.bits(16);
  const id = r.unsigned();
  const samples = HIGH_PROFILES.has(profile) ? readSamples(r) : null;
  const chroma = samples?.[0] ?? 1;
  r.unsigned();
  const orderType = r.unsigned();
  if (orderType === 0) r.unsigned();
  else if (orderType === 1) {
    r.flag();
    r.signed();
    r.signed();
    for (let i = r.unsigned(); i > 0; i--) r.signed();
  }
  r.unsigned();
  r.flag();
  const columns = r.unsigned() + 1;
  const rows = r.unsigned() + 1;
  const frameOnly = r.flag();
  if (!frameOnly) r.flag();
  r.flag();
  const crop = r.flag() ? [r.unsigned(), r.unsigned(), r.unsigned(), r.unsigned()] : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const fields = frameOnly ? 1 : 2;
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * fields;
  const width = columns * 16 - (left + right) * unitX;
  const height = rows * 16 * fields - (top + bottom) * unitY;
  if (id > 31 || width < 16 || height < 16 || width > 16_384 || height > 16_384) return null;
  return { id, width, height, mayHaveFields: !frameOnly, framesPerSecond: r.flag() ? readRate(r) : null, samples };
}

function readSamples(r: BitReader): readonly [number, number, number] {
  const chroma = r.unsigned();
  if (chroma === 3) r.flag();
  const luma = r.unsigned();
  const colour = r.unsigned();
  r.flag();
  if (r.flag()) for (let i = 0; i < (chroma === 3 ? 12 : 8); i++) if (r.flag()) skipScalingList(r, i < 6 ? 16 : 64);
  return [chroma, luma, colour];
}

function skipScalingList(r: BitReader, size: number): void {
  let last = 8;
  let next = 8;
  for (let i = 0; i < size; i++) {
    if (next !== 0) next = (last + r.signed() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

/** The first part of the VUI, up to the timing (H.264 §E.1.1). A VUI that ends early only means that no rate is known. */
function readRate(r: BitReader): number | null {
  try {
    if (r.flag() && r.bits(8) === 255) r.bits(32);
    if (r.flag()) r.flag();
    if (r.flag()) {
      r.bits(4);
      if (r.flag()) r.bits(24);
    }
    if (r.flag()) {
      r.unsigned();
      r.unsigned();
    }
    if (!r.flag()) return null;
    const unit = r.bits(32);
    const scale = r.bits(32);
    const rate = unit > 0 ? scale / (2 * unit) : 0;
    return rate >= 0.1 && rate <= 240 ? rate : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
