import { ok, refuse, type Point, type Refusal, type Result, type Text3 } from "../kernel/index.ts";
import type { ChannelCode } from "./channels.ts";
import type { DispositionCode } from "./dispositions.ts";
import type { Origin } from "./origins.ts";
import type { Act, ClosedIntervention, Intervention, InterventionKind } from "./state.ts";
import type { SubcategoryCode } from "./taxonomy/subcategories.ts";

/** Records of one intervention in an earlier system; an unrecorded field is null. Times are milliseconds since the epoch. */
export type HistoryFacts = {
  readonly openedAt: number;
  readonly origin: Origin;
  readonly channel: ChannelCode;
  readonly subcategory: SubcategoryCode;
  readonly sectorId: string | null;
  readonly point: Point | null;
  readonly onSceneAt: number | null;
  readonly closedAt: number | null;
  readonly disposition: DispositionCode | null;
};

export const HISTORY_FIELDS = [
  "openedAt",
  "origin",
  "channel",
  "subcategory",
  "sectorId",
  "point",
  "onSceneAt",
  "closedAt",
  "disposition",
] as const satisfies readonly (keyof HistoryFacts)[];
export type HistoryField = (typeof HISTORY_FIELDS)[number];

export const HISTORY_FIELD_LABELS: Readonly<Record<HistoryField, Text3>> = {
  openedAt: { ar: "وقت الفتح", fr: "heure d’ouverture", en: "time of opening" },
  origin: { ar: "المصدر", fr: "origine", en: "origin" },
  channel: { ar: "القناة", fr: "canal", en: "channel" },
  subcategory: { ar: "الصنف الفرعي", fr: "sous-catégorie", en: "sub-category" },
  sectorId: { ar: "القطاع", fr: "secteur", en: "sector" },
  point: { ar: "المكان", fr: "lieu", en: "place" },
  onSceneAt: { ar: "وقت الوصول", fr: "heure d’arrivée", en: "time of arrival" },
  closedAt: { ar: "وقت الإغلاق", fr: "heure de clôture", en: "closing time" },
  disposition: { ar: "المآل", fr: "suite donnée", en: "disposition" },
};

/** The source of imported history gave a later account of it; `by` handed in the file. */
export type CorrectedEvent = Act & {
  readonly kind: "corrected";
  readonly importId: string;
  readonly before: HistoryFacts;
  readonly after: HistoryFacts;
};

const same = (a: HistoryFacts[HistoryField], b: HistoryFacts[HistoryField]): boolean =>
  a === b || (typeof a === "object" && typeof b === "object" && a?.lat === b?.lat && a?.lon === b?.lon);

/** The fields in which two accounts of one intervention differ, in the order of `HISTORY_FIELDS`. */
export const changedFields = (before: HistoryFacts, after: HistoryFacts): readonly HistoryField[] =>
  HISTORY_FIELDS.filter((field) => !same(before[field], after[field]));

/**
 * Judges a later account of the same source. Null: nothing changed. It is refused if people of this room took the intervention up
 * (reopened, cancelled or merged it): their acts are not overwritten.
 */
export function decideCorrection(
  kind: InterventionKind,
  before: HistoryFacts,
  after: HistoryFacts,
  act: Act & { readonly importId: string },
): Result<CorrectedEvent | null, Refusal<"import.worked_here">> {
  if (changedFields(before, after).length === 0) return ok(null);
  return kind === "closed" ? ok({ ...act, kind: "corrected", before, after }) : refuse({ code: "import.worked_here" });
}

/** True if a later account gives the closing time of one closed at an unknown time. */
export const closesLater = ({ before, after }: CorrectedEvent): boolean => before.closedAt === null && after.closedAt !== null;

type Kept = Omit<ClosedIntervention, "kind" | "closed" | "disposition" | "outcome">;

/** The state after a later account: the source's facts, with additions by people of this room. */
export function applyHistory(state: Intervention, kept: Kept, facts: HistoryFacts): ClosedIntervention {
  const { openedAt, point, closedAt, disposition, onSceneAt: _onSceneAt, ...told } = facts;
  const text = state.place?.text ?? null;
  const outcome = state.kind === "closed" ? state.outcome : "";
  const base = {
    ...kept,
    ...told,
    kind: "closed" as const,
    opened: { ...state.opened, at: openedAt },
    place: point === null && text === null ? null : { point, text },
    outcome,
  };
  return closedAt !== null && disposition !== null
    ? { ...base, closed: { at: closedAt, by: "" }, disposition }
    : { ...base, closed: "time_unknown", disposition };
}
