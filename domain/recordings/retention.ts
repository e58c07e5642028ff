import { overlaps, type Interval } from "../kernel/index.ts";
import type { Gap } from "./timeline.ts";

/** A span that is kept past its retention, for a case; no longer from `until` on (null: until it is ended by a person). */
export type Keep = Interval & { readonly until: number | null };

/** What a retention run does with the segments that it was given. */
export type RetentionPlan<S extends Interval> = {
  /** Past their time and not kept: to be deleted. */
  readonly expired: readonly S[];
  /** Past their time, but a keep-span lies on them. */
  readonly held: readonly S[];
};

/** Keep-spans that still hold at a moment. */
export const activeKeeps = <K extends Keep>(keeps: readonly K[], at: number): K[] =>
  keeps.filter((keep) => keep.until === null || at < keep.until);

/** Judges a camera's segments: a segment expires `retentionMs` after its end, whole, unless any millisecond of it is kept. */
export function planRetention<S extends Interval>(
  segments: readonly S[],
  keeps: readonly Keep[],
  retentionMs: number,
  at: number,
): RetentionPlan<S> {
  const active = activeKeeps(keeps, at);
  const due = segments.filter((segment) => segment.to + retentionMs <= at);
  const isHeld = (segment: S): boolean => active.some((keep) => overlaps(keep, segment));
  return { expired: due.filter((segment) => !isHeld(segment)), held: due.filter(isHeld) };
}

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
