/** The two companding laws of G.711: A in Algeria and Europe, µ in North America and Japan. */
export type Law = "a" | "mu";

/** Their payload types (RFC 3551 §6). */
export const PAYLOAD: Readonly<Record<Law, number>> = { a: 8, mu: 0 };
export const lawOf = (payload: number): Law | null => (payload === PAYLOAD.a ? "a" : payload === PAYLOAD.mu ? "mu" : null);

function toAlaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  const size = Math.min(32_635, Math.abs(sample));
  let exponent = 7;
  while (exponent > 0 && size < 1 << (exponent + 7)) exponent--;
  const mantissa = (size >> (exponent === 0 ? 4 : exponent + 3)) & 15;
  return (sign | (exponent << 4) | mantissa) ^ 0x55;
}

function fromAlaw(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const low = ((bits & 15) << 4) + (exponent === 0 ? 8 : 0x108);
  const size = exponent > 1 ? low << (exponent - 1) : low;
  return (bits & 0x80) === 0 ? -size : size;
}

/** Bias that µ-law adds to a sample before the logarithm. */
const BIAS = 0x84;

function toMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const size = Math.min(32_635, Math.abs(sample)) + BIAS;
  let exponent = 7;
  while (exponent > 0 && size < 1 << (exponent + 7)) exponent--;
  return ~(sign | (exponent << 4) | ((size >> (exponent + 3)) & 15)) & 0xff;
}

function fromMulaw(byte: number): number {
  const bits = ~byte & 0xff;
  const size = ((((bits & 15) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return (bits & 0x80) === 0 ? size : -size;
}

/** A byte for each 16-bit sample (ITU-T G.711). */
export function encode(law: Law, samples: Int16Array): Uint8Array {
  const to = law === "a" ? toAlaw : toMulaw;
  return Uint8Array.from(samples, to);
}

/** A 16-bit sample for each byte. */
export function decode(law: Law, bytes: Uint8Array): Int16Array {
  const from = law === "a" ? fromAlaw : fromMulaw;
  return Int16Array.from(bytes, from);
}

/** Amplitude of a tone in samples at 8 kHz, as a share of full scale (Goertzel 1958). */
export function toneIn(samples: ArrayLike<number>, hertz: number): number {
  const step = 2 * Math.cos((2 * Math.PI * hertz) / 8_000);
  let [before, last] = [0, 0];
  for (let at = 0; at < samples.length; at++) [before, last] = [last, (samples[at] ?? 0) / 32_768 + step * last - before];
  const power = before * before + last * last - step * before * last;
  return samples.length === 0 ? 0 : (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}
