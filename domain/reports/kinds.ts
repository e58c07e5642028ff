import type { NatureCode } from "../calls/index.ts";
import type { SubcategoryCode } from "../interventions/index.ts";
import type { Text3 } from "../kernel/index.ts";

type Entry = {
  readonly kind: string;
  readonly labels: Text3;
  /** As the bulletin counts it, until a person of the room says otherwise. */
  readonly nature: NatureCode;
  /** Initial sub-category of an intervention made of it. */
  readonly subcategory: SubcategoryCode;
  /** 1 is looked at first; only danger stands before all. */
  readonly rank: 1 | 2 | 3;
};

/** Kinds of report that a citizen chooses from: nine pictures, each understood without reading. */
export const REPORT_KINDS = [
  { kind: "accident", nature: "ACC", subcategory: "ACC.MAT", rank: 1, labels: { ar: "حادث مرور", fr: "Accident", en: "Traffic accident" } },
  { kind: "theft", nature: "THF", subcategory: "THF.PER", rank: 2, labels: { ar: "سرقة", fr: "Vol", en: "Theft" } },
  {
    kind: "danger",
    nature: "DGR",
    subcategory: "OTH.DGR",
    rank: 1,
    labels: { ar: "شخص في خطر", fr: "Personne en danger", en: "Person in danger" },
  },
  {
    kind: "missing",
    nature: "MIS",
    subcategory: "OTH.MIS",
    rank: 1,
    labels: { ar: "شخص مفقود", fr: "Personne disparue", en: "Missing person" },
  },
  {
    kind: "driving",
    nature: "CRM",
    subcategory: "TRF.DNG",
    rank: 2,
    labels: { ar: "سياقة خطيرة", fr: "Conduite dangereuse", en: "Dangerous driving" },
  },
  {
    kind: "obstacle",
    nature: "INT",
    subcategory: "TRF.OBS",
    rank: 2,
    labels: { ar: "عائق في الطريق", fr: "Obstacle sur la route", en: "Road obstacle" },
  },
  {
    kind: "suspicious",
    nature: "CRM",
    subcategory: "SUS.PER",
    rank: 2,
    labels: { ar: "نشاط مشبوه", fr: "Activité suspecte", en: "Suspicious activity" },
  },
  { kind: "damage", nature: "CRM", subcategory: "OTH.DAM", rank: 3, labels: { ar: "تخريب", fr: "Dégradation", en: "Damage" } },
  { kind: "other", nature: "OTH", subcategory: "OTH.UNK", rank: 3, labels: { ar: "شيء آخر", fr: "Autre chose", en: "Something else" } },
] as const satisfies readonly Entry[];

export type ReportKind = (typeof REPORT_KINDS)[number]["kind"];

/** The entry of a kind. */
export function reportKind(kind: ReportKind): Entry & { readonly kind: ReportKind } {
  const found = REPORT_KINDS.find((one) => one.kind === kind);
  if (!found) throw new Error(`no such kind of report: ${kind}`);
  return found;
}

/** Something that the police should know, or a wrong that somebody suffered and wants followed up; the two are never mixed in a figure. */
export const REPORT_SORTS = ["information", "complaint"] as const;
export type ReportSort = (typeof REPORT_SORTS)[number];

export const REPORT_SORT_LABELS: Readonly<Record<ReportSort, Text3>> = {
  information: { ar: "معلومة", fr: "Information", en: "Information" },
  complaint: { ar: "بلاغ", fr: "Plainte", en: "Complaint" },
};

/** True if somebody is in danger: by the button for help, or by the chosen kind. */
export const isDanger = ({ kind, danger }: { readonly kind: ReportKind | null; readonly danger: boolean }): boolean =>
  danger || kind === "danger";
