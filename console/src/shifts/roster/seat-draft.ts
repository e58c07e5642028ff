/** Typed fields of a roster line. Times in ms; null if empty. */
export type SeatDraft = {
  readonly userId: string;
  readonly kind: "desk" | "crew";
  readonly desk: string;
  readonly unitId: string;
  readonly vehicle: string;
  readonly radio: string;
  readonly from: number | null;
  readonly to: number | null;
};

export const EMPTY_SEAT: SeatDraft = { userId: "", kind: "desk", desk: "", unitId: "", vehicle: "", radio: "", from: null, to: null };

/** True if a stored draft has the shape of one. */
export function isSeatDraft(value: unknown): value is SeatDraft {
  if (typeof value !== "object" || value === null) return false;
  const given = value as Readonly<Record<string, unknown>>;
  const texts = ["userId", "desk", "unitId", "vehicle", "radio"].every((name) => typeof given[name] === "string");
  const moments = ["from", "to"].every((name) => given[name] === null || typeof given[name] === "number");
  return texts && moments && (given["kind"] === "desk" || given["kind"] === "crew");
}

export type SeatField = keyof SeatDraft;

/** The fields that are missing or make no span. */
export function wrongSeat(draft: SeatDraft): ReadonlySet<SeatField> {
  const needed: readonly SeatField[] = draft.kind === "desk" ? ["userId", "desk"] : ["userId", "unitId", "vehicle"];
  const wrong = new Set<SeatField>(needed.filter((field) => String(draft[field]).trim() === ""));
  if (draft.from === null) wrong.add("from");
  if (draft.to === null || (draft.from !== null && draft.to <= draft.from)) wrong.add("to");
  return wrong;
}
