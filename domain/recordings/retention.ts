import type { Interval } from "../kernel/index.ts";
import type { Gap } from "./timeline.ts";

/** The gap rows that deleted segments leave behind: touching ones become one. */
export function gapsOfExpired(segments: readonly Interval[]): Gap[] {
  const gaps: { from: number; to: number }[] = [];
  for (const { from, to } of segments.toSorted((a, b) => a.from - b.from)) {
    const last = gaps.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else gaps.push({ from, to });
  }
  return gaps.map(({ from, to }) => ({ from, to, cause: "retention_expired" }));
}
