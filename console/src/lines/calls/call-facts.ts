import type { CallRow } from "@amaliyat/contract/calls";

/** How long a caller waited for a person, ms; for one that is not over until now. Null for a call that the room made. */
export function waitOf(
  { direction, arrivedAt, answeredAt, endedAt }: Pick<CallRow, "direction" | "arrivedAt" | "answeredAt" | "endedAt">,
  now: number,
): number | null {
  if (direction === "out") return null;
  const until = answeredAt ?? endedAt;
  return Math.max(0, (until === null ? now : Date.parse(until)) - Date.parse(arrivedAt));
}

/** How long it was talked, ms; null where nobody answered. */
export function talkOf({ answeredAt, endedAt }: Pick<CallRow, "answeredAt" | "endedAt">, now: number): number | null {
  return answeredAt === null ? null : Math.max(0, (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(answeredAt));
}
