/** Reads the bits of a NAL unit's payload (H.264 §7.2, §9.1). Reading past the end throws `RangeError`. */
export class BitReader {
  #at = 0;
  readonly #bytes: Buffer;

  /** `nal` is a whole NAL unit; its header byte and the emulation prevention bytes are left out. */
  constructor(nal: Buffer) {
    const bytes: number[] = [];
    for (let i = 1; i < nal.length; i++) {
      const prevention = i > 2 && nal[i] === 3 && nal[i - 1] === 0 && nal[i - 2] === 0;
      if (!prevention) bytes.push(nal[i] ?? 0);
    }
    this.#bytes = Buffer.from(bytes);
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) throw new RangeError("end of NAL unit");
    return (byte >> (7 - (this.#at++ & 7))) & 1;
  }

  flag(): boolean {
    return this.bit() === 1;
  }

  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.bit();
    return value;
  }

  /** ue(v) */
  unsigned(): number {
    let zeros = 0;
    while (this.bit() === 0) if (++zeros > 31) throw new RangeError("exp-golomb code too long");
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v) */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}
