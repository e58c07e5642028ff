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

/** Free payload types that a call uses for G.711, each with the fixed one. */
export type G711Types = readonly (readonly [number, number])[];

/** Samples of a packet by its type, in a call that may use free types. */
export const samplesOf = (type: number, types: G711Types): Int16Array | undefined =>
  SAMPLES.get(types.find(([free]) => free === type)?.[1] ?? type);

/** A 16-bit sample as one byte of G.711 A: of 13 bits the sign, the segment, and four bits within it. */
function alawByte(sample: number): number {
  const mask = sample < 0 ? 0x55 : 0xd5;
  const size = (sample < 0 ? -sample - 1 : sample) >> 3;
  const segment = Math.max(0, 32 - Math.clz32(size >> 5));
  return ((segment << 4) | ((size >> Math.max(1, segment)) & 15)) ^ mask;
}

const ALAW_BYTES = Uint8Array.from({ length: 65_536 }, (_none, at) => alawByte(at - 32_768));

/** Samples of 16 bits in G.711 A. */
export const alawOf = (samples: Int16Array): Uint8Array => Uint8Array.from(samples, (sample) => ALAW_BYTES[sample + 32_768] ?? 0xd5);
