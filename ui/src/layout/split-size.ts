/** A size (px) inside its limits; a value that is no number (stored by an older version) gives the least. */
export function clampSize(size: number, min: number, max: number): number {
  return Number.isFinite(size) ? Math.round(Math.min(max, Math.max(min, size))) : min;
}

/** The size of the first pane after the pointer moved by `delta` px to the right or down. In a page right to left it shrinks. */
export function sizeAfterDrag(size: number, delta: number, rtl: boolean): number {
  return size + (rtl ? -delta : delta);
}
