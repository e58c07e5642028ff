/** One byte of G.711 A as a 16-bit sample (ITU-T G.711, table 1a). */
function alawSample(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 15) << 4) + (exponent === 0 ? 8 : 0x108);
  const size = exponent > 1 ? mantissa << (exponent - 1) : mantissa;
  return (bits & 0x80) === 0 ? -size : size;
}

/** One byte of G.711 µ as a 16-bit sample (ITU-T G.711, table 2a). */
function mulawSample(byte: number): number {
  const bits = ~byte & 0xff;
  const size = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return (bits & 0x80) === 0 ? size : -size;
}

const table = (of: (byte: number) => number): Int16Array => Int16Array.from({ length: 256 }, (_none, byte) => of(byte));

/** Samples by RTP payload type (RFC 3551 §6): 0 is G.711 µ, 8 is G.711 A; each holds 256. */
export const SAMPLES: ReadonlyMap<number, Int16Array> = new Map([
  [0, table(mulawSample)],
  [8, table(alawSample)],
]);
