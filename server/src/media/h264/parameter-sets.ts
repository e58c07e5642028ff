import { SetsById, uint16, type DecoderConfig, type ParameterSets } from "../decoder-config.ts";
import { LIMITS } from "../rtsp/limits.ts";
import { BitReader } from "./bit-reader.ts";
import { parseSps } from "./sps.ts";

/** The parameter sets of one H.264 stream. */
export class AvcParameterSets implements ParameterSets {
  readonly #sequence = new SetsById();
  readonly #picture = new SetsById();
  #config: DecoderConfig | null = null;

  constructor(nals: readonly Buffer[] = []) {
    for (const nal of nals) this.offer(nal);
  }

  offer(nal: Buffer): void {
    if (nal.length < 4 || nal.length > LIMITS.parameterSetBytes) return;
    const isSequence = ((nal[0] ?? 0) & 31) === 7;
    const id = isSequence ? (parseSps(nal)?.id ?? null) : pictureSetId(nal);
    if (id !== null && (isSequence ? this.#sequence : this.#picture).add(id, nal)) this.#config = null;
  }

  config(): DecoderConfig | null {
    this.#config ??= this.#build();
    return this.#config;
  }

  #build(): DecoderConfig | null {
    const [sequence, picture] = [this.#sequence.all, this.#picture.all];
    const first = sequence.at(-1);
    const parsed = first ? parseSps(first) : null;
    if (!first || !parsed || picture.length === 0) return null;
    const head = [1, first[1] ?? 0, first[2] ?? 0, first[3] ?? 0, 0xff, 0xe0 | sequence.length];
    const record = Buffer.concat([
      Buffer.from(head),
      ...sequence.flatMap((nal) => [uint16(nal.length), nal]),
      Buffer.from([picture.length]),
      ...picture.flatMap((nal) => [uint16(nal.length), nal]),
      ...(parsed.samples ? [Buffer.from(parsed.samples.map((value, i) => (i === 0 ? 0xfc : 0xf8) | value)), Buffer.from([0])] : []),
    ]);
    const { width, height, framesPerSecond } = parsed;
    return { codec: avcCodec(first), width, height, record, framesPerSecond };
  }
}

/** Codec string of a sequence parameter set: profile, constraints and level (RFC 6381 §3.3). */
export const avcCodec = (sps: Buffer): string => `avc1.${sps.toString("hex", 1, 4)}`;

function pictureSetId(nal: Buffer): number | null {
  try {
    const id = new BitReader(nal.subarray(0, 16)).unsigned();
    return id <= 255 ? id : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
