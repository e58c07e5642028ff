import type { Sampled } from "./wav.ts";

export const TELEPHONE_HZ = 8_000;
/** Zero crossings of the filter on each side. */
const REACH = 12;

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Sound as a telephone has it: 8 kHz, by a sinc with a Hann window that leaves nothing above what 8 kHz can say. */
export function toTelephone({ hertz, samples }: Sampled): Int16Array {
  const ratio = hertz / TELEPHONE_HZ;
  const cut = Math.min(1, 1 / ratio);
  const reach = REACH / cut;
  return Int16Array.from({ length: Math.floor(samples.length / ratio) }, (_none, nth) => {
    const middle = nth * ratio;
    let sum = 0;
    for (let at = Math.ceil(middle - reach); at <= middle + reach; at++) {
      const x = at - middle;
      sum += (samples[at] ?? 0) * cut * sinc(x * cut) * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
    }
    return Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  });
}
