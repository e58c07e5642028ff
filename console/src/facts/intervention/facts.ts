import type { Assignment } from "@amaliyat/contract/dispatch";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { isActive, withoutUnitSince as ruleOfUnits } from "@amaliyat/domain/dispatch";
import { subcategory, type Priority, type SubcategoryCode } from "@amaliyat/domain/interventions";
import { localYear } from "@amaliyat/domain/calendar";
import type { Language } from "@amaliyat/domain/kernel";

export type PriorityLevel = 1 | 2 | 3 | 4;

const LEVELS: Readonly<Record<Priority, PriorityLevel>> = { P1: 1, P2: 2, P3: 3, P4: 4 };

/** 1 is the most urgent. */
export const levelOf = (priority: Priority): PriorityLevel => LEVELS[priority];

/** The title of an intervention: its sub-category. */
export const titleOf = (code: SubcategoryCode, language: Language): string => subcategory(code).labels[language];

/** A reference as said in the room: the number alone in its own year, `2025-004217` when it is of another. */
export function shortReference(reference: string, at: number): string {
  const year = `${localYear(at)}-`;
  return reference.startsWith(year) ? reference.slice(year.length) : reference;
}

export const activeUnits = (row: Pick<InterventionRow, "units">): readonly Assignment[] => row.units.filter((one) => isActive(one.state));

/** Time since which an open intervention has no unit, in ms; null where it has one, or only the closing is left. */
export function withoutUnitSince(row: Pick<InterventionRow, "state" | "units" | "openedAt">): number | null {
  if (row.state !== "open") return null;
  const units = row.units.map(({ state, endedAt }) => ({ state, endedAt: endedAt === null ? null : Date.parse(endedAt) }));
  return ruleOfUnits({ openedAt: Date.parse(row.openedAt), units });
}

/** Name of the person who took the alarm standing since a moment. Null if nobody has, or if an earlier alarm was taken. */
export const takenUpSince = ({ takenUp }: Pick<InterventionRow, "takenUp">, since: number): string | null =>
  takenUp !== null && Date.parse(takenUp.at) >= since ? takenUp.by : null;

/** True if a unit has cleared, none is left, and the intervention still waits to be closed. */
export const awaitsClosing = (row: Pick<InterventionRow, "state" | "units">): boolean =>
  row.state === "open" && activeUnits(row).length === 0 && row.units.some((one) => one.state === "cleared");
