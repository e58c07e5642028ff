import type { Shift } from "@amaliyat/contract/shifts";

const BEGUN: ReadonlySet<Shift["kind"]> = new Set(["running", "handing_over", "handed_over"]);
const goesOn = (shift: Shift): boolean => shift.kind !== "handed_over";

/** The shifts whose log a person reads, the one that runs first and then the newest. */
export function readable(all: readonly Shift[], running: Shift | null, covers: readonly string[]): readonly Shift[] {
  const begun = all.filter((shift) => BEGUN.has(shift.kind) && covers.includes(shift.sectorId));
  const rank = (shift: Shift): number => (shift.shiftId === running?.shiftId ? 0 : goesOn(shift) ? 1 : 2);
  return begun.toSorted((a, b) => rank(a) - rank(b) || Date.parse(b.from) - Date.parse(a.from));
}

/** The shift that a person would start with the second signature: the person's own next one in the sector. */
export function nextFor(all: readonly Shift[], shift: Shift, userId: string): Shift | null {
  const own = all.filter((one) => one.kind === "planned" && one.sectorId === shift.sectorId && one.chief.userId === userId);
  return own.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))[0] ?? null;
}
