import type { Interval } from "@amaliyat/domain/kernel";

export const ZOOMS = { "5m": 5 * 60_000, "30m": 30 * 60_000, "2h": 2 * 3_600_000, "24h": 24 * 3_600_000 } as const;
export type Zoom = keyof typeof ZOOMS;
export const ZOOM_NAMES = Object.keys(ZOOMS) as readonly Zoom[];

/** A span of this length around a moment, moved so that it lies inside another; the other itself if that is not longer. */
export function within(range: Interval, length: number, around: number): Interval {
  if (range.to - range.from <= length) return range;
  const from = Math.min(range.to - length, Math.max(range.from, around - length / 2));
  return { from, to: from + length };
}

/** The span to open for a zoom wider than the open one: around the moment, and not beyond the present, at which the timeline ends. */
export function wider(length: number, around: number, now: number): Interval {
  const to = Math.min(now, around + length / 2);
  return { from: to - length, to };
}

/** The zoom whose length is nearest to a span's. */
export function zoomOf(span: Interval): Zoom {
  const length = span.to - span.from;
  const off = (zoom: Zoom): number => Math.abs(Math.log(ZOOMS[zoom] / length));
  return ZOOM_NAMES.toSorted((a, b) => off(a) - off(b))[0] ?? "5m";
}

/** The view that keeps a playhead in sight: turned over like a page when it runs out, with a tenth of it behind. */
export function follow(range: Interval, view: Interval, at: number): Interval {
  if (at >= view.from && at < view.to) return view;
  const length = view.to - view.from;
  return within(range, length, at + length * 0.4);
}
