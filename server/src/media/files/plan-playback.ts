import type { Interval } from "@amaliyat/domain/kernel";
import type { SegmentIndex } from "./fragment-index.ts";

export type PlaybackPlan = {
  /** `ftyp` and `moov`: bytes `[0, init)` of the file. */
  readonly initBytes: number;
  /** The fragments: bytes `[offset, offset + size)` of the file, beginning with a key frame. */
  readonly offset: number;
  readonly size: number;
  /** Wall clock of the first picture and of the end of the last, ms since epoch. */
  readonly startMs: number;
  readonly endMs: number;
  /** Time of the first picture on the file's own time line, which begins with 0: for the player's `timestampOffset`. */
  readonly mediaTimeMs: number;
};

/**
 * Plans the bytes of one file for `[from, to)`. They begin at the last key frame at or before `from`, or at the first of the file. They end
 * with the last fragment that begins before `to`. Null if the file holds nothing of the span.
 */
export function planPlayback(index: SegmentIndex, { from, to }: Interval): PlaybackPlan | null {
  const { fragments, initBytes } = index;
  const begun = fragments.filter((fragment) => fragment.startMs < to);
  const last = begun.at(-1);
  if (!last || last.startMs + last.durationMs <= from) return null;
  const first = begun.findLast((fragment) => fragment.key && fragment.startMs <= from) ?? begun.find((fragment) => fragment.key);
  const origin = fragments[0];
  if (!first || !origin) return null;
  return {
    initBytes,
    offset: first.offset,
    size: last.offset + last.size - first.offset,
    startMs: first.startMs,
    endMs: last.startMs + last.durationMs,
    mediaTimeMs: first.startMs - origin.startMs,
  };
}
