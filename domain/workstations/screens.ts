/** A screen or a window on the desktop of a workstation, in CSS px of the desktop; the second screen may lie left of the first. */
export type Bounds = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

const end = (from: number, length: number): number => from + length;

/** Area that two rectangles have in common (px²). */
function overlap(a: Bounds, b: Bounds): number {
  const wide = Math.min(end(a.left, a.width), end(b.left, b.width)) - Math.max(a.left, b.left);
  const high = Math.min(end(a.top, a.height), end(b.top, b.height)) - Math.max(a.top, b.top);
  return Math.max(0, wide) * Math.max(0, high);
}

/**
 * Chooses the screen for a window: the one on which most of it lay, else the first that is free. `taken` are the places in `screens` that
 * have a window already. Null if every screen is taken and the window lay on none: it opens where the browser likes.
 */
export function screenFor(lay: Bounds | null, screens: readonly Bounds[], taken: ReadonlySet<number>): number | null {
  let best: { readonly nth: number; readonly area: number } | null = null;
  for (const [nth, screen] of screens.entries()) {
    const area = lay === null ? 0 : overlap(lay, screen);
    if (area > (best?.area ?? 0)) best = { nth, area };
  }
  if (best !== null) return best.nth;
  const free = screens.findIndex((_, nth) => !taken.has(nth));
  return free < 0 ? null : free;
}

/** Numbers the screens as people count them: the one that has the work is 1, the others follow from left to right, then from top to bottom. */
export function numberedScreens<S extends Bounds>(screens: readonly S[], work: S | null): readonly S[] {
  const others = screens.filter((screen) => screen !== work).toSorted((a, b) => a.left - b.left || a.top - b.top);
  return work === null ? others : [work, ...others];
}
