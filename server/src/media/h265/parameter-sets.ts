import { uint16, type DecoderConfig, type SetGrammar } from "../decoder-config.ts";
import { BitReader } from "../h264/bit-reader.ts";
import { HEVC } from "./nal.ts";
import { parseHevcSps, type HevcSequence, type Profile } from "./sps.ts";

/** The parameter sets of H.265. */
export const HEVC_SETS: SetGrammar = {
  place: (nal) => {
    const kind = HEVC.typeOf(nal[0] ?? 0);
    const id = HEVC.isOfOtherLayer(nal[0] ?? 0, nal[1] ?? 0) ? null : idOf(nal, kind);
    return id === null ? null : { kind, id };
  },
  build: (setsOf) => {
    const kinds = [HEVC.vps, HEVC.sps, HEVC.pps].map((kind) => [kind, setsOf(kind)] as const);
    const newest = setsOf(HEVC.sps).at(-1);
    const parsed = newest ? parseHevcSps(newest) : null;
    return parsed === null || kinds.some(([, sets]) => sets.length === 0) ? null : configOf(parsed, kinds);
  },
};

function configOf(sequence: HevcSequence, kinds: readonly (readonly [kind: number, sets: readonly Buffer[]])[]): DecoderConfig {
  const record = Buffer.concat([
    headOf(sequence),
    Buffer.from([kinds.length]),
    // The highest bit: all sets of the kind are here, and none in the pictures, as `hvc1` wants it.
    ...kinds.flatMap(([kind, sets]) => [
      Buffer.from([0x80 | kind]),
      uint16(sets.length),
      ...sets.flatMap((nal) => [uint16(nal.length), nal]),
    ]),
  ]);
  const { width, height, profile } = sequence;
  // A field of H.265 is a picture of its own.
  return { codec: hevcCodec(profile), width, height, record, framesPerSecond: null, mayHaveFields: false };
}

/** The first 22 bytes of an HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 §8.3.3.1.2). */
function headOf({ profile, chroma, depth, subLayers, isTemporallyNested }: HevcSequence): Buffer {
  const { space, isHighTier, idc, compatibility, constraints, level } = profile;
  const flags = Buffer.allocUnsafe(4);
  flags.writeUInt32BE(compatibility);
  return Buffer.concat([
    Buffer.from([1, (space << 6) | (isHighTier ? 0x20 : 0) | idc]),
    flags,
    Buffer.from([...constraints, level, 0xf0, 0, 0xfc, 0xfc | chroma, 0xf8 | depth[0], 0xf8 | depth[1], 0, 0]),
    Buffer.from([(subLayers << 3) | (isTemporallyNested ? 4 : 0) | 3]),
  ]);
}

/** Codec string (ISO/IEC 14496-15 §E.3): the compatibility flags in reverse order, constraint bytes up to the last that is not zero. */
export function hevcCodec({ space, isHighTier, idc, compatibility, constraints, level }: Profile): string {
  let reversed = 0;
  for (let bit = 0; bit < 32; bit++) if ((compatibility >>> bit) & 1) reversed += 2 ** (31 - bit);
  const kept = constraints.slice(0, constraints.findLastIndex((byte) => byte !== 0) + 1);
  const letter = ["", "A", "B", "C"][space] ?? "";
  const tail = kept.map((byte) => `.${byte.toString(16).toUpperCase()}`).join("");
  return `hvc1.${letter}${idc}.${reversed.toString(16).toUpperCase()}.${isHighTier ? "H" : "L"}${level}${tail}`;
}

function idOf(nal: Buffer, type: number): number | null {
  if (type === HEVC.vps) return (nal[2] ?? 0) >> 4;
  if (type === HEVC.sps) return parseHevcSps(nal)?.id ?? null;
  if (type !== HEVC.pps) return null;
  try {
    const r = new BitReader(nal.subarray(0, 16));
    r.bits(8);
    const id = r.unsigned();
    return id <= 63 ? id : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
