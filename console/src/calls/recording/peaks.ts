/** The loudest of each bar when slices (0 to 255) are drawn as so many bars; shares from 0 to 1. */
export function barsOf(peaks: readonly number[], bars: number): readonly number[] {
  if (peaks.length === 0) return [];
  return Array.from({ length: Math.min(bars, peaks.length) }, (_, nth) => {
    const count = Math.min(bars, peaks.length);
    const [from, to] = [Math.floor((nth * peaks.length) / count), Math.floor(((nth + 1) * peaks.length) / count)];
    return Math.max(...peaks.slice(from, Math.max(to, from + 1))) / 255;
  });
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 30, PageDown: -30 };

/** Target of a key on the waveform, in seconds: → is later in every language. Null for any other key. */
export function seekBy(key: string, at: number, length: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return length;
  const step = STEPS[key];
  return step === undefined ? null : Math.min(length, Math.max(0, at + step));
}
