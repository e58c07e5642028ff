import type { Shift } from "@amaliyat/contract/shifts";

/** Typed fields of a shift. Times in ms; null if empty. */
export type ShiftDraft = {
  readonly sectorId: string;
  readonly name: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly chiefId: string;
};

export const draftOf = (shift: Shift): ShiftDraft => ({
  sectorId: shift.sectorId,
  name: shift.name,
  from: Date.parse(shift.from),
  to: Date.parse(shift.to),
  chiefId: shift.chief.userId,
});

const isMoment = (value: unknown): value is number | null => value === null || typeof value === "number";

/** True if a stored draft has the shape of one. */
export const isShiftDraft = (value: unknown): value is ShiftDraft =>
  typeof value === "object" &&
  value !== null &&
  "sectorId" in value &&
  typeof value.sectorId === "string" &&
  "name" in value &&
  typeof value.name === "string" &&
  "chiefId" in value &&
  typeof value.chiefId === "string" &&
  "from" in value &&
  isMoment(value.from) &&
  "to" in value &&
  isMoment(value.to);

export type ShiftField = keyof ShiftDraft;

/** The fields that are missing or make no span. */
export function wrongFields({ sectorId, name, from, to, chiefId }: ShiftDraft): ReadonlySet<ShiftField> {
  const wrong = new Set<ShiftField>();
  if (sectorId === "") wrong.add("sectorId");
  if (name.trim() === "") wrong.add("name");
  if (chiefId === "") wrong.add("chiefId");
  if (from === null) wrong.add("from");
  if (to === null || (from !== null && to <= from)) wrong.add("to");
  return wrong;
}
