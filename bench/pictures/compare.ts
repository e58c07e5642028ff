import pixelmatch from "pixelmatch";

/** A small grey picture, one byte a pixel. */
export type Grey = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/**
 * Tolerance of a comparison. `step`: difference of brightness from which a pixel counts, as pixelmatch measures it; one level of a kept
 * picture, 17 of 255, stays below it. `share`: part of the pixels that may differ. Another build of Chromium draws single pixels of a glyph
 * otherwise. A word that moves or comes in changes at least 20 of 14,400.
 */
export const TOLERANCE = { step: 0.1, share: 0.001 } as const;

const colours = ({ pixels }: Grey): Uint8Array =>
  Uint8Array.from({ length: pixels.length * 4 }, (_, at) => (at % 4 === 3 ? 255 : (pixels[at >> 2] ?? 0)));

/** Part of the pixels that differ; 1 if the sizes do. */
export function differenceOf(kept: Grey, now: Grey): number {
  if (kept.width !== now.width || kept.height !== now.height) return 1;
  const { width, height } = now;
  const count = pixelmatch(colours(kept), colours(now), undefined, width, height, { threshold: TOLERANCE.step, includeAA: true });
  return count / (width * height);
}

export const isDifferent = (kept: Grey, now: Grey): boolean => differenceOf(kept, now) > TOLERANCE.share;
