import { SetsById, uint16, type DecoderConfig, type ParameterSets } from "../decoder-config.ts";
import { BitReader } from "../h264/bit-reader.ts";
import { LIMITS } from "../rtsp/limits.ts";
import { HEVC } from "./nal.ts";
import { parseHevcSps, type HevcSequence, type Profile } from "./sps.ts";

/** The parameter sets of one H.265 stream. */
export class HevcParameterSets implements ParameterSets {
  readonly #video = new SetsById();
  readonly #sequence = new SetsById();
  readonly #picture = new SetsById();
  #config: DecoderConfig | null = null;

  constructor(nals: readonly Buffer[] = []) {
    for (const nal of nals) this.offer(nal);
  }

  offer(nal: Buffer): void {
    if (nal.length < 4 || nal.length > LIMITS.parameterSetBytes) return;
    const type = HEVC.typeOf(nal[0] ?? 0);
    const id = idOf(nal, type);
    if (id !== null && this.#setsOf(type).add(id, nal)) this.#config = null;
  }

  config(): DecoderConfig | null {
    this.#config ??= this.#build();
    return this.#config;
  }

  #setsOf(type: number): SetsById {
    if (type === HEVC.vps) return this.#video;
    return type === HEVC.sps ? this.#sequence : this.#picture;
  }

  #build(): DecoderConfig | null {
    const kinds = [
      [HEVC.vps, this.#video.all],
      [HEVC.sps, this.#sequence.all],
      [HEVC.pps, this.#picture.all],
    ] as const;
    const newest = this.#sequence.all.at(-1);
    const parsed = newest ? parseHevcSps(newest) : null;
    if (parsed === null || kinds.some(([, sets]) => sets.length === 0)) return null;
    const record = Buffer.concat([
      headOf(parsed),
      Buffer.from([kinds.length]),
      // The highest bit: all sets of the kind are here, and none in the pictures, as `hvc1` wants it.
      ...kinds.flatMap(([type, sets]) => [
        Buffer.from([0x80 | type]),
        uint16(sets.length),
        ...sets.flatMap((nal) => [uint16(nal.length), nal]),
      ]),
    ]);
    const { width, height, profile } = parsed;
    return { codec: hevcCodec(profile), width, height, record, framesPerSecond: null };
  }
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
