/** The rate of G.711 (ITU-T G.711 §2). */
const RATE = 8_000;
/** Zero crossings of the filter on each side: what would fold back into the words is 40 dB down. */
const CROSSINGS = 12;
/** The frequency at which the filter begins to cut, as a share of half the lower rate. */
const PASSES = 0.92;
/** Steps of the filter between two samples. */
const STEPS = 64;

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const hann = (x: number): number => (Math.abs(x) >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x));

/** Samples of another rate at 8 kHz, through a windowed low pass: what a telephone line cannot carry is left out, and does not fold back. */
export function at8kHz(samples: Int16Array, rate: number): Int16Array {
  if (rate === RATE) return samples;
  const cut = Math.min(1, RATE / rate) * PASSES;
  const reach = Math.ceil(CROSSINGS / cut);
  const filter = Float64Array.from({ length: reach * STEPS + 1 }, (_none, at) => cut * sinc((cut * at) / STEPS) * hann(at / STEPS / reach));
  const made = new Int16Array(Math.floor((samples.length * RATE) / rate));
  for (let nth = 0; nth < made.length; nth++) {
    const middle = (nth * rate) / RATE;
    const last = Math.min(samples.length - 1, Math.floor(middle + reach));
    let sum = 0;
    for (let at = Math.max(0, Math.ceil(middle - reach)); at <= last; at++)
      sum += (samples[at] ?? 0) * (filter[Math.round(Math.abs(at - middle) * STEPS)] ?? 0);
    made[nth] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return made;
}
