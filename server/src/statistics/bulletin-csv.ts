import type { statistics } from "@amaliyat/contract/statistics";
import { monthLabel } from "@amaliyat/domain/calendar";
import { LINES, NATURES, OUTSIDE_NATURES } from "@amaliyat/domain/calls";
import { CATEGORIES, ORIGIN_LABELS, isOrigin, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import type { Language, Text3 } from "@amaliyat/domain/kernel";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { REPORT_CHANNELS, REPORT_KINDS, REPORT_SORT_LABELS } from "@amaliyat/domain/reports";
import {
  BYTE_ORDER_MARK,
  COURSE_LABELS,
  csvLine,
  ENDING_LABELS,
  LANGUAGE_LABELS,
  SOURCE_LABELS,
  totalOf,
  UNKNOWN,
  UNKNOWN_LABELS,
  type Breakdown,
  type Bulletin,
  type FigureKind,
} from "@amaliyat/domain/statistics";
import type { Db } from "../platform/database/index.ts";
import type { BytesReply, Call } from "../platform/http/index.ts";
import { hasLiveReports, isBulletinPeriod, loggedBulletin, type FirstAnswer } from "./bulletin.ts";

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  ar: ["الباب", "التقسيم", "الرمز", "التسمية", "العدد"],
  fr: ["rubrique", "répartition", "code", "libellé", "nombre"],
  en: ["part", "split by", "code", "label", "count"],
};
const PARTS: Readonly<Record<string, Text3>> = {
  video: { ar: "التدخلات بالفيديو", fr: "Interventions vidéo", en: "Video interventions" },
  interventions: { ar: "كل التدخلات", fr: "Toutes les interventions", en: "All interventions" },
  calls: { ar: "المكالمات", fr: "Appels", en: "Calls" },
  reports: { ar: "تبليغات ألو شرطة", fr: "Signalements Allo Chorta", en: "Allo Chorta reports" },
  liveReports: { ar: "تبليغات استقبلتها القاعة", fr: "Signalements reçus par la salle", en: "Reports received by the room" },
};
const BY: Readonly<Record<string, Text3>> = {
  byCategory: { ar: "الصنف", fr: "catégorie", en: "category" },
  bySubcategory: { ar: "الصنف الفرعي", fr: "sous-catégorie", en: "sub-category" },
  byOrigin: { ar: "المصدر", fr: "origine", en: "origin" },
  bySector: { ar: "القطاع", fr: "secteur", en: "sector" },
  byMonth: { ar: "الشهر", fr: "mois", en: "month" },
  byPlace: { ar: "المكان", fr: "lieu", en: "place" },
  byEnding: { ar: "الإغلاق", fr: "clôture", en: "closing" },
  byLine: { ar: "الخط", fr: "ligne", en: "line" },
  byNature: { ar: "الطبيعة", fr: "nature", en: "nature" },
  byChannel: { ar: "القناة", fr: "canal", en: "channel" },
  bySource: { ar: "المصدر", fr: "provenance", en: "source" },
  byKind: { ar: "النوع", fr: "type", en: "kind" },
  bySort: { ar: "معلومة أو بلاغ", fr: "information ou plainte", en: "information or complaint" },
  byLanguage: { ar: "اللغة", fr: "langue", en: "language" },
  byCourse: { ar: "المآل", fr: "suite", en: "course" },
  firstAnswer: { ar: "أول رد", fr: "première réponse", en: "first answer" },
  outside: { ar: "خارج الحصيلة", fr: "hors bilan", en: "outside the bulletin" },
};
const TOTAL: Text3 = { ar: "المجموع", fr: "Total", en: "Total" };
const PLACED: Text3 = { ar: "مكان مسجل", fr: "Lieu renseigné", en: "Place recorded" };

const ANSWERED: Text3 = { ar: "تبليغات أُجيب عنها", fr: "Signalements répondus", en: "Reports answered" };
const MEDIAN: Text3 = { ar: "الوسيط بالثواني", fr: "Médiane en secondes", en: "Median in seconds" };

type Names = ReadonlyMap<string, Text3>;
const named = (entries: readonly { readonly code: string; readonly labels: Text3 }[]): [string, Text3][] =>
  entries.map(({ code, labels }) => [code, labels]);

function labelOf(breakdown: Breakdown<FigureKind>, key: string, language: Language, names: Names): string {
  if (key === UNKNOWN) return UNKNOWN_LABELS[language];
  if (breakdown.by === "month") return monthLabel(key)[language];
  if (breakdown.by === "origin" && isOrigin(key)) return ORIGIN_LABELS[key][language];
  return names.get(`${breakdown.by}/${key}`)?.[language] ?? key;
}

function linesOf(part: string, figures: Readonly<Record<string, Breakdown<FigureKind>>>, language: Language, names: Names): string[] {
  return Object.entries(figures).flatMap(([by, breakdown]) => {
    const head = [PARTS[part]?.[language] ?? part, BY[by]?.[language] ?? by];
    const rows = breakdown.parts.map(({ key, count }) => csvLine([...head, key, labelOf(breakdown, key, language, names), count]));
    return [...rows, csvLine([...head, "", TOTAL[language], totalOf(breakdown).count])];
  });
}

/** Of reports that the room itself received; nothing where there are none, since an empty figure would look like a measured one. */
function liveLines({ all, firstAnswer }: Figures, language: Language, names: Names): string[] {
  if (!hasLiveReports(all)) return [];
  const head = [PARTS["liveReports"]?.[language] ?? "", BY["firstAnswer"]?.[language] ?? ""];
  const { answered, medianS } = firstAnswer;
  const median = medianS === null ? [] : [csvLine([...head, "median_s", MEDIAN[language], Math.round(medianS)])];
  return [
    ...linesOf("liveReports", all.liveReports, language, names),
    csvLine([...head, "answered", ANSWERED[language], answered]),
    ...median,
  ];
}

type Figures = { readonly video: Bulletin; readonly all: Bulletin; readonly firstAnswer: FirstAnswer };

const prefixed = (by: string, entries: readonly (readonly [string, Text3])[]) =>
  entries.map(([key, text]) => [`${by}/${key}`, text] as const);

/** Every breakdown below the other, each with its own total; a spreadsheet opens it, and no name in it runs as a formula. */
export function bulletinAsCsv(figures: Figures, language: Language, sectors: readonly { sectorId: string; names: Text3 }[]): string {
  const { video, all } = figures;
  const names: Names = new Map([
    ...prefixed("category", named(CATEGORIES)),
    ...prefixed("subcategory", named(SUBCATEGORIES)),
    ...prefixed("nature", [...named(NATURES), ...named(OUTSIDE_NATURES)]),
    ...prefixed("channel", named(REPORT_CHANNELS)),
    ...prefixed(
      "line",
      LINES.map((line) => [line.number, line.labels]),
    ),
    ...prefixed(
      "sector",
      sectors.map((sector) => [sector.sectorId, sector.names]),
    ),
    ...prefixed(
      "kind",
      REPORT_KINDS.map(({ kind, labels }) => [kind, labels]),
    ),
    ...prefixed("sort", Object.entries(REPORT_SORT_LABELS)),
    ...prefixed("language", Object.entries(LANGUAGE_LABELS)),
    ...prefixed("source", Object.entries(SOURCE_LABELS)),
    ...prefixed("course", Object.entries(COURSE_LABELS)),
    ["place/placed", PLACED] as const,
    ...prefixed("ending", Object.entries(ENDING_LABELS)),
  ]);
  return [
    BYTE_ORDER_MARK,
    csvLine(HEADINGS[language]),
    ...linesOf("video", video.interventions, language, names),
    ...linesOf("interventions", all.interventions, language, names),
    ...linesOf("calls", all.calls, language, names),
    ...linesOf("reports", all.reports, language, names),
    ...liveLines(figures, language, names),
  ].join("");
}

export async function bulletinCsv(db: Db, { who, at, query }: Call<typeof statistics.bulletinCsv>): Promise<BytesReply> {
  const { language, ...period } = query;
  if (!isBulletinPeriod(period)) return refuse({ code: "bulletin.wrong_period" });
  const made = await loggedBulletin(db, who, at, period, "bulletin.exported");
  const fileName = `bulletin-${period.from}-${period.to}-${language}.csv`;
  return ok({
    type: "text/csv; charset=utf-8",
    body: bulletinAsCsv(made, language, made.names),
    headers: { "content-disposition": `attachment; filename="${fileName}"` },
  });
}
