/** Reads the bits of a NAL unit's payload (RBSP): emulation-prevention bytes are removed first. Reads past the end give zeros. */
export type BitReader = {
  bits(count: number): number;
  /** ue(v), H.264 §9.1. */
  unsigned(): number;
  /** se(v), H.264 §9.1.1. */
  signed(): number;
};

/** A reader over `nal` that starts after its one-byte header and looks at no more than `limit` bytes. */
export function readBits(nal: Uint8Array, limit = nal.length): BitReader {
  const bytes = withoutEmulation(nal.subarray(1, limit));
  let at = 0;
  const bit = (): number => {
    const value = ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
    at++;
    return value;
  };
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + bit();
    return value;
  };
  const unsigned = (): number => {
    let zeros = 0;
    while (zeros < 32 && at < bytes.length * 8 && bit() === 0) zeros++;
    return 2 ** zeros - 1 + bits(zeros);
  };
  const signed = (): number => {
    const k = unsigned();
    return k % 2 === 0 ? -(k / 2) : (k + 1) / 2;
  };
  return { bits, unsigned, signed };
}

function withoutEmulation(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    out[length++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return out.subarray(0, length);
}
