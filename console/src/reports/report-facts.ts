import type { ReportRow } from "@amaliyat/contract/reports";
import type { Point } from "@amaliyat/domain/kernel";
import { DOUBTED } from "@amaliyat/domain/reports";

/** Nobody has read it, or what its author answered. */
export const isUnread = ({ readAt, answered }: Pick<ReportRow, "readAt" | "answered">): boolean => readAt === null || answered;

/** Its device sent nuisance lately: it is said, and changes nothing else here. */
export const isDoubted = ({ nuisance }: Pick<ReportRow, "nuisance">): boolean => nuisance >= DOUBTED;

/** The report that a key opens: the most urgent that waits for somebody, of a queue in its order. */
export const firstWaiting = (queue: readonly ReportRow[]): ReportRow | null =>
  queue.find((row) => row.state === "waiting" || row.answered) ?? null;

/** A point that has no name, as people read it out to each other. */
export const pointWords = ({ lat, lon }: Point): string => `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
