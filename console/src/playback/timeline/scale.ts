import type { Interval } from "@amaliyat/domain/kernel";

const share = (span: Interval, at: number): number => (at - span.from) / (span.to - span.from);

/** Position of a moment in a span, in percent from its left end; below 0 before the span. */
export const percentOf = (span: Interval, at: number): number => share(span, at) * 100;

/** The moment at a share (0 to 1) of a span's width; beyond its ends it is held at them. */
export const momentAt = (span: Interval, ratio: number): number => span.from + Math.min(1, Math.max(0, ratio)) * (span.to - span.from);

/** The part of a stretch that is seen in a span, in percent; null if none is. */
export function barOf(span: Interval, stretch: Interval): { readonly left: number; readonly width: number } | null {
  const from = Math.max(span.from, stretch.from);
  const to = Math.min(span.to, stretch.to);
  return from < to ? { left: percentOf(span, from), width: percentOf(span, to) - percentOf(span, from) } : null;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [5, 10, 15, 30]
  .map((n) => n * SECOND)
  .concat(
    [1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
    [1, 2, 3, 6].map((n) => n * HOUR),
  );

export type Ticks = { readonly stepMs: number; readonly moments: readonly number[] };

/** Round moments of the room's clock for a ruler with at most `most` of them. `offsetMs` is the room's clock minus UTC. */
export function ticksOf(span: Interval, limit: number, offsetMs: number): Ticks {
  const stepMs = STEPS.find((step) => (span.to - span.from) / step <= limit) ?? 6 * HOUR;
  const moments: number[] = [];
  for (let at = Math.ceil((span.from + offsetMs) / stepMs) * stepMs - offsetMs; at <= span.to; at += stepMs) moments.push(at);
  return { stepMs, moments };
}
