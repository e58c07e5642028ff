import type { CallRow } from "@amaliyat/contract/calls";

/** Waiting time of a caller, ms, until now for an unfinished wait. Null for a call that the room made. */
export function waitOf(
  { direction, arrivedAt, answeredAt, endedAt }: Pick<CallRow, "direction" | "arrivedAt" | "answeredAt" | "endedAt">,
  now: number,
): number | null {
  if (direction === "out") return null;
  const until = answeredAt ?? endedAt;
  return Math.max(0, (until === null ? now : Date.parse(until)) - Date.parse(arrivedAt));
}

/** Talking time, ms; null if nobody answered. */
export function talkOf({ answeredAt, endedAt }: Pick<CallRow, "answeredAt" | "endedAt">, now: number): number | null {
  return answeredAt === null ? null : Math.max(0, (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(answeredAt));
}
