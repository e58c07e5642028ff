import type { auditRoutes } from "@amaliyat/contract/audit";
import type { ReplyOf } from "@amaliyat/contract/route";

export type LogHead = ReplyOf<typeof auditRoutes.head>;

/** Entries that wait to be signed: the start of the wait (ms), and the number signed then. Null while none waits. */
export type Lag = { readonly since: number; readonly signed: number } | null;

/** The room signs every second; a wait of this long means that it does not. */
export const LATE_MS = 15_000;

/**
 * The lag after another look at the head. The time of the newest checkpoint says nothing of it: a quiet room signs nothing for hours. So
 * the wait is counted from the first sight of unsigned entries.
 */
export function lagAfter(before: Lag, head: LogHead, now: number): Lag {
  const signed = head.published?.size ?? 0;
  if (signed >= head.size) return null;
  return before !== null && before.signed === signed ? before : { since: now, signed };
}

/**
 * `alarm`: the room found its log changed and signs nothing more until a person has looked. `shrunk`: more entries were signed than the
 * database has, which no honest room can come to.
 */
export type Publication = "published" | "signing" | "late" | "shrunk" | "alarm";

export function publicationOf(head: LogHead, lag: Lag, now: number): Publication {
  if (head.state === "alarm") return "alarm";
  if ((head.published?.size ?? 0) > head.size) return "shrunk";
  if (head.state === "late") return "late";
  if (lag === null) return "published";
  return now - lag.since >= LATE_MS ? "late" : "signing";
}
