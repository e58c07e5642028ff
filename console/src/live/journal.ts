import type { Happening } from "@amaliyat/contract/live";

/** Recent happenings. A list that was being loaded meanwhile is corrected by them and does not restore an older state. */
export type Journal = {
  /** Marks a point in time: later records count as later than a read that began here. */
  readonly mark: () => number;
  readonly record: (happenings: readonly Happening[]) => void;
  /** Happenings after a mark, oldest first. */
  readonly since: (mark: number) => readonly Happening[];
};

/** Reads that take longer than this many happenings are rare; the oldest are forgotten then. */
const KEPT = 5000;

export function createJournal(kept = KEPT): Journal {
  let lines: Happening[] = [];
  let first = 0;
  return {
    mark: () => first + lines.length,
    record(happenings) {
      lines.push(...happenings);
      const over = lines.length - kept;
      if (over <= 0) return;
      lines = lines.slice(over);
      first += over;
    },
    since: (mark) => lines.slice(Math.max(0, mark - first)),
  };
}
