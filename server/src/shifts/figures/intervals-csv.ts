import type { IntervalFigures } from "@amaliyat/contract/shifts";
import { CATEGORIES } from "@amaliyat/domain/interventions";
import type { Language } from "@amaliyat/domain/kernel";
import { INTERVAL_LABELS } from "@amaliyat/domain/shifts";
import { BYTE_ORDER_MARK, csvLine } from "@amaliyat/domain/statistics";

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  ar: ["الرمز", "التسمية", "المرحلة", "العينة", "P50 (ث)", "P90 (ث)", "P95 (ث)", "أوقات معكوسة", "أوقات ناقصة", "لم تنته بعد"],
  fr: ["code", "libellé", "étape", "échantillon", "P50 (s)", "P90 (s)", "P95 (s)", "heures inversées", "heures absentes", "en cours"],
  en: ["code", "label", "step", "sample", "P50 (s)", "P90 (s)", "P95 (s)", "stamps reversed", "stamps missing", "not over yet"],
};

const rounded = (seconds: number | null): string => (seconds === null ? "" : String(Math.round(seconds * 1000) / 1000));

/** One line for each interval of each group. */
export function intervalsAsCsv(figures: IntervalFigures, language: Language): string {
  const labels = new Map<string, string>(CATEGORIES.map((category) => [category.code, category.labels[language]]));
  const lines = figures.rows.map((row) =>
    csvLine([
      row.key,
      figures.by === "category" ? (labels.get(row.key) ?? row.key) : row.key,
      INTERVAL_LABELS[row.interval][language],
      row.sample,
      rounded(row.p50),
      rounded(row.p90),
      rounded(row.p95),
      row.negative,
      row.missing,
      row.pending,
    ]),
  );
  return [BYTE_ORDER_MARK, csvLine(HEADINGS[language]), ...lines].join("");
}
