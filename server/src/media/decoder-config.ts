/** All that a decoder must know before the first picture. Two streams with an equal `record` need no new file and no new decoder. */
export type DecoderConfig = {
  /** RFC 6381, for example `avc1.640028` or `hvc1.1.6.L93.B0`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Decoder configuration record of ISO/IEC 14496-15 with 4-byte lengths: `avcC` (§5.3.3.1) or `hvcC` (§8.3.3.1). */
  readonly record: Buffer;
  readonly framesPerSecond: number | null;
};

/** Parameter sets of one stream, from the description and in band. */
export type ParameterSets = {
  /** Takes a parameter set, copied if it is new. Broken or oversized ones are ignored. */
  offer(nal: Buffer): void;
  /** The configuration as of now, the same object while it does not change; null until every kind of set is known. */
  config(): DecoderConfig | null;
};

/** Parameter sets of one kind that a stream may have at once. */
const MAX_SETS = 16;

/** Sets of one kind by their id. */
export class SetsById {
  readonly #sets = new Map<number, Buffer>();

  get all(): readonly Buffer[] {
    return [...this.#sets.values()];
  }

  /** True if the set is new. It is put last, so that the newest one is the one that describes the stream. */
  add(id: number, nal: Buffer): boolean {
    if (this.#sets.get(id)?.equals(nal) || (!this.#sets.has(id) && this.#sets.size >= MAX_SETS)) return false;
    this.#sets.delete(id);
    this.#sets.set(id, Buffer.from(nal));
    return true;
  }
}

/** A number of 16 bits, before each set in a record. */
export function uint16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
