/** Reads bytes one number after the other, as Protocol Buffers and PMTiles write them. Throws where they end too early. */
export class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** A number in base 128, least part first; as a float, since offsets are larger than 32 bits. */
  varint(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new Error("the map's bytes end too early");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  /** The next bytes, not copied. */
  read(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Error("the map's bytes end too early");
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}
