import type { Happening } from "@amaliyat/contract/live";

/** What happened lately, so that a list that was on its way meanwhile does not bring back an older truth. */
export type Journal = {
  /** Takes a place in time: what is recorded later counts as later than a read that began here. */
  readonly mark: () => number;
  readonly record: (happenings: readonly Happening[]) => void;
  /** What happened after a mark, oldest first. */
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
