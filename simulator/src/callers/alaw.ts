/** A 16-bit sample as a byte of G.711 A (ITU-T G.711). */
export function toAlaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  const size = Math.min(32_635, Math.abs(sample));
  let exponent = 7;
  while (exponent > 0 && size < 1 << (exponent + 7)) exponent--;
  const mantissa = (size >> (exponent === 0 ? 4 : exponent + 3)) & 15;
  return (sign | (exponent << 4) | mantissa) ^ 0x55;
}

/** A byte of G.711 A as a 16-bit sample. */
export function fromAlaw(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const low = ((bits & 15) << 4) + (exponent === 0 ? 8 : 0x108);
  const size = exponent > 1 ? low << (exponent - 1) : low;
  return (bits & 0x80) === 0 ? -size : size;
}

/** How much of a tone is in samples at 8 kHz: its amplitude as a share of full scale (Goertzel 1958). */
export function toneIn(samples: ArrayLike<number>, hertz: number): number {
  const step = 2 * Math.cos((2 * Math.PI * hertz) / 8_000);
  let [before, last] = [0, 0];
  for (let at = 0; at < samples.length; at++) [before, last] = [last, (samples[at] ?? 0) / 32_768 + step * last - before];
  const power = before * before + last * last - step * before * last;
  return samples.length === 0 ? 0 : (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}
