import type { Shift } from "@amaliyat/contract/shifts";
import type { Telling } from "../platform/live/index.ts";

/** A shift is told to every sector: its name and chief stand on the screens below it too. */
export const tellingOfShift = (row: Shift): Telling => ({ happening: { topic: "shift", row }, sectorId: null });

/** What of shifts is to be read again by the screens of a sector, null being every one, and by the phones of some crews. */
export const tellingOfPart = (
  part: "roster" | "log" | "limits" | "review",
  sectorId: string | null,
  userIds: readonly string[] = [],
): Telling => ({ happening: { topic: "shift_part", part }, sectorId, userIds });
