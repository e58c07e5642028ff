import type { Shift } from "@amaliyat/contract/shifts";
import type { Telling } from "../platform/live/index.ts";

/** A shift is told to every sector: its name and chief stand on the screens below it too. */
export const tellingOfShift = (row: Shift): Telling => ({ happening: { topic: "shift", row }, sectorId: null });

/**
 * Part of the shifts that some screens and phones must read again: screens of a sector (null: of every sector), and phones of some crews.
 */
export const tellingOfPart = (
  part: "roster" | "log" | "limits" | "review",
  sectorId: string | null,
  userIds: readonly string[] = [],
): Telling => ({ happening: { topic: "shift_part", part }, sectorId, userIds });
