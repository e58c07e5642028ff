import type { Assignment } from "@amaliyat/contract/dispatch";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { isActive } from "@amaliyat/domain/dispatch";
import { disposition, isDisposition, type Disposition, type Priority } from "@amaliyat/domain/interventions";
import type { Language } from "@amaliyat/domain/kernel";
import { isSubcategory, subcategory } from "@amaliyat/domain/interventions";

export type PriorityLevel = 1 | 2 | 3 | 4;

const LEVELS: Readonly<Record<Priority, PriorityLevel>> = { P1: 1, P2: 2, P3: 3, P4: 4 };

/** 1 is the most urgent. */
export const levelOf = (priority: Priority): PriorityLevel => LEVELS[priority];

/** The title of an intervention: its sub-category; the code itself if this screen does not know it yet. */
export const titleOf = (code: string, language: Language): string => (isSubcategory(code) ? subcategory(code).labels[language] : code);

/** A reference as said in the room: the number alone in its own year, `2025-004217` when it is of another. */
export function shortReference(reference: string, at: number): string {
  const year = `${new Date(at).getFullYear()}-`;
  return reference.startsWith(year) ? reference.slice(year.length) : reference;
}

export const activeUnits = (row: Pick<InterventionRow, "units">): readonly Assignment[] => row.units.filter((one) => isActive(one.state));

/**
 * Since when nobody is sent to an open intervention, in ms; null while somebody is, or when a unit has done its work and only
 * the closing is left.
 */
export function withoutUnitSince(row: Pick<InterventionRow, "state" | "units" | "openedAt">): number | null {
  if (row.state !== "open" || activeUnits(row).length > 0 || row.units.some((one) => one.state === "cleared")) return null;
  const ends = row.units.flatMap((one) => (one.endedAt === null ? [] : [Date.parse(one.endedAt)]));
  return Math.max(Date.parse(row.openedAt), ...ends);
}

/** True if a unit has cleared, none is left, and the intervention still waits to be closed. */
export const awaitsClosing = (row: Pick<InterventionRow, "state" | "units">): boolean =>
  row.state === "open" && activeUnits(row).length === 0 && row.units.some((one) => one.state === "cleared");

/** The disposition behind the number that travels; null if there is none. */
export function dispositionOf(number: number | null): Disposition | null {
  const code = number === null ? "" : String(number).padStart(2, "0");
  return isDisposition(code) ? disposition(code) : null;
}
