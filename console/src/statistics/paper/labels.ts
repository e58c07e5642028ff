import { monthLabel } from "@amaliyat/domain/calendar";
import { LINES, NATURES, OUTSIDE_NATURES } from "@amaliyat/domain/calls";
import { CATEGORIES, ORIGIN_LABELS, ORIGINS, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import type { Language, Text3 } from "@amaliyat/domain/kernel";
import { isReportNature, REPORT_CHANNELS, REPORT_KINDS, reportNatureLabels, REPORT_SORT_LABELS } from "@amaliyat/domain/reports";
import {
  COURSE_LABELS,
  ENDING_LABELS,
  LANGUAGE_LABELS,
  SOURCE_LABELS,
  UNKNOWN,
  UNKNOWN_LABELS,
  type Dimension,
  type FigureKind,
} from "@amaliyat/domain/statistics";

/** Names of the sectors, from outside. */
export type SectorNames = ReadonlyMap<string, Text3>;

const byCode = (entries: readonly { readonly code: string; readonly labels: Text3 }[]): ReadonlyMap<string, Text3> =>
  new Map(entries.map(({ code, labels }) => [code, labels]));

const PLACED: Text3 = { ar: "مكان مسجل", fr: "Lieu renseigné", en: "Place recorded" };

const NAMES: Readonly<Partial<Record<Dimension, ReadonlyMap<string, Text3>>>> = {
  category: byCode(CATEGORIES),
  subcategory: byCode(SUBCATEGORIES),
  nature: byCode([...NATURES, ...OUTSIDE_NATURES]),
  channel: byCode(REPORT_CHANNELS),
  origin: new Map(ORIGINS.map((origin) => [origin, ORIGIN_LABELS[origin]])),
  line: new Map(LINES.map((line) => [line.number, line.labels])),
  place: new Map([["placed", PLACED]]),
  ending: new Map(Object.entries(ENDING_LABELS)),
  source: new Map(Object.entries(SOURCE_LABELS)),
  kind: new Map(REPORT_KINDS.map(({ kind, labels }) => [kind, labels])),
  sort: new Map(Object.entries(REPORT_SORT_LABELS)),
  language: new Map(Object.entries(LANGUAGE_LABELS)),
  course: new Map(Object.entries(COURSE_LABELS)),
};

/** The name of a row of a breakdown; «؟» for unrecorded, the key itself without a name here. `of`: a nature of reports has its own name. */
export function labelOf(by: Dimension, key: string, language: Language, sectors: SectorNames, of?: FigureKind): string {
  if (key === UNKNOWN) return UNKNOWN_LABELS[language];
  if (by === "month") return monthLabel(key)[language];
  if (of === "reports_outside" && by === "nature" && isReportNature(key)) return reportNatureLabels(key)[language];
  const names = by === "sector" ? sectors : NAMES[by];
  return names?.get(key)?.[language] ?? key;
}

/** True if the key of a row is a code that is printed beside its name. */
export const showsCode = (by: Dimension, key: string): boolean =>
  key !== UNKNOWN && (by === "category" || by === "subcategory" || by === "nature" || by === "channel" || by === "sector");
