import { LIMITS } from "../rtsp/limits.ts";
import { BitReader } from "./bit-reader.ts";
import { parseSps } from "./sps.ts";

/** All that a decoder must know before the first picture. Two streams with equal `avcC` need no new file and no new decoder. */
export type DecoderConfig = {
  /** RFC 6381, for example `avc1.640028`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1), with 4-byte lengths. */
  readonly avcC: Buffer;
  readonly framesPerSecond: number | null;
};

const MAX_SETS = 16;

/** The parameter sets of one stream, from the description and in band. */
export class ParameterSets {
  #sequence = new Map<number, Buffer>();
  #picture = new Map<number, Buffer>();
  #config: DecoderConfig | null = null;

  constructor(nals: readonly Buffer[] = []) {
    for (const nal of nals) this.offer(nal);
  }

  /** Takes an SPS or PPS, copied if it is new. Broken or oversized ones are ignored. */
  offer(nal: Buffer): void {
    if (nal.length < 4 || nal.length > LIMITS.parameterSetBytes) return;
    const isSequence = ((nal[0] ?? 0) & 31) === 7;
    const id = isSequence ? (parseSps(nal)?.id ?? null) : pictureSetId(nal);
    const sets = isSequence ? this.#sequence : this.#picture;
    if (id === null || sets.get(id)?.equals(nal) || (!sets.has(id) && sets.size >= MAX_SETS)) return;
    // Put last, so that the newest sequence parameters are the ones that describe the stream.
    sets.delete(id);
    sets.set(id, Buffer.from(nal));
    this.#config = null;
  }

  /** The configuration as of now, the same object while it does not change; null until both kinds of set are known. */
  config(): DecoderConfig | null {
    this.#config ??= this.#build();
    return this.#config;
  }

  #build(): DecoderConfig | null {
    const sequence = [...this.#sequence.values()];
    const picture = [...this.#picture.values()];
    const first = sequence.at(-1);
    const parsed = first ? parseSps(first) : null;
    if (!first || !parsed || picture.length === 0) return null;
    const head = [1, first[1] ?? 0, first[2] ?? 0, first[3] ?? 0, 0xff, 0xe0 | sequence.length];
    const avcC = Buffer.concat([
      Buffer.from(head),
      ...sequence.flatMap((nal) => [uint16(nal.length), nal]),
      Buffer.from([picture.length]),
      ...picture.flatMap((nal) => [uint16(nal.length), nal]),
      ...(parsed.samples ? [Buffer.from(parsed.samples.map((value, i) => (i === 0 ? 0xfc : 0xf8) | value)), Buffer.from([0])] : []),
    ]);
    const { width, height, framesPerSecond } = parsed;
    return { codec: `avc1.${first.toString("hex", 1, 4)}`, width, height, avcC, framesPerSecond };
  }
}

function pictureSetId(nal: Buffer): number | null {
  try {
    const id = new BitReader(nal.subarray(0, 16)).unsigned();
    return id <= 255 ? id : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function uint16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
