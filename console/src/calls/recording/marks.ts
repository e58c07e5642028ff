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

export type Gap = { readonly from: number; readonly to: number; readonly reason: CallRecordingShown["pauses"][number]["reason"] };

/** Parts of a recording in which nothing was kept, in seconds from its beginning and within it. */
export function gapsOf({ beganAt, pauses, seconds }: Pick<CallRecordingShown, "beganAt" | "pauses" | "seconds">): readonly Gap[] {
  if (beganAt === null) return [];
  const place = (moment: string): number => Math.min(seconds, Math.max(0, (Date.parse(moment) - Date.parse(beganAt)) / 1000));
  return pauses
    .map(({ reason, beganAt: from, endedAt: to }) => ({ reason, from: place(from), to: place(to) }))
    .filter(({ from, to }) => to > from);
}
