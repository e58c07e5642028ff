import { LIMITS } from "./rtsp/limits.ts";

/** All that a decoder must know before the first picture. Two streams with an equal `record` need no new file and no new decoder. */
export type DecoderConfig = {
  /** RFC 6381, for example `avc1.640028` or `hvc1.1.6.L93.B0`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Decoder configuration record of ISO/IEC 14496-15 with 4-byte lengths: `avcC` (§5.3.3.1) or `hvcC` (§8.3.3.1). */
  readonly record: Buffer;
  readonly framesPerSecond: number | null;
  /** True if one picture may come as two fields, each of which begins with a first slice. */
  readonly mayHaveFields: boolean;
};

/** Parameter sets of one codec. */
export type SetGrammar = {
  /** Kind and id of a set; null for a broken one. */
  readonly place: (nal: Buffer) => { readonly kind: number; readonly id: number } | null;
  /** The configuration from the sets of each kind, the newest last; null until every kind is known. */
  readonly build: (setsOf: (kind: number) => readonly Buffer[]) => DecoderConfig | null;
};

/** Parameter sets of one kind that a stream may have at once. */
const MAX_SETS = 16;

/** Parameter sets of one stream, from the description and in band. */
export class ParameterSets {
  readonly #grammar: SetGrammar;
  readonly #kinds = new Map<number, Map<number, Buffer>>();
  #config: DecoderConfig | null = null;

  constructor(grammar: SetGrammar, nals: readonly Buffer[] = []) {
    this.#grammar = grammar;
    for (const nal of nals) this.offer(nal);
  }

  /** Takes a parameter set, copied if it is new. Broken or oversized ones are ignored. */
  offer(nal: Buffer): void {
    const place = nal.length < 4 || nal.length > LIMITS.parameterSetBytes ? null : this.#grammar.place(nal);
    if (place === null) return;
    const sets = this.#kinds.get(place.kind) ?? new Map<number, Buffer>();
    if (sets.get(place.id)?.equals(nal) || (!sets.has(place.id) && sets.size >= MAX_SETS)) return;
    // Put last, so that the newest sequence parameters are the ones that describe the stream.
    sets.delete(place.id);
    sets.set(place.id, Buffer.from(nal));
    this.#kinds.set(place.kind, sets);
    this.#config = null;
  }

  /** The configuration as of now, the same object while it does not change; null until every kind of set is known. */
  config(): DecoderConfig | null {
    this.#config ??= this.#grammar.build((kind) => [...(this.#kinds.get(kind)?.values() ?? [])]);
    return this.#config;
  }
}

/** A number of 16 bits, before each set in a record. */
export function uint16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
