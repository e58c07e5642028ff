import type { Interval } from "../kernel/index.ts";

/** Spans that deleted segments leave behind: touching ones become one. */
export function spansOfExpired(segments: readonly Interval[]): Interval[] {
  const spans: { from: number; to: number }[] = [];
  for (const { from, to } of segments.toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  }
  return spans;
}
