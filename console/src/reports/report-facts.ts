import type { QueueRow, ReportRow } from "@amaliyat/contract/reports";
import type { Point } from "@amaliyat/domain/kernel";
import { DOUBTED } from "@amaliyat/domain/reports";

/** Nobody has read it, or what its author answered. */
export const isUnread = ({ readAt, answered }: Pick<ReportRow, "readAt" | "answered">): boolean => readAt === null || answered;

/** Its device sent nuisance lately. The screen shows it, and nothing else changes here. */
export const isDoubted = ({ nuisance }: Pick<ReportRow, "nuisance">): boolean => nuisance >= DOUBTED;

/** The report that a key opens: the most urgent waiting one of an ordered queue, or the first of a wave if nothing else waits. */
export function firstWaiting(queue: readonly QueueRow[]): QueueRow | null {
  const waiting = queue.filter((row) => row.state === "waiting" || row.answered);
  return waiting.find(({ wave }) => wave === null) ?? waiting[0] ?? null;
}

/** A point that has no name, as people read it out to each other. */
export const pointWords = ({ lat, lon }: Point): string => `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
