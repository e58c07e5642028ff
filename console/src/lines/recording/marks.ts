import type { CallRecordingShown } from "@amaliyat/contract/calls";

/** Seconds into a recording at which a call-taker answered; null where nobody did within it, or it is not known where it begins. */
export function answeredAfter({
  beganAt,
  answeredAt,
  seconds,
}: Pick<CallRecordingShown, "beganAt" | "answeredAt" | "seconds">): number | null {
  if (beganAt === null || answeredAt === null) return null;
  const after = (Date.parse(answeredAt) - Date.parse(beganAt)) / 1000;
  return after > 0 && after < seconds ? after : null;
}
