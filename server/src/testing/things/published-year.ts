import { NATURES } from "@amaliyat/domain/calls";
import { formatTime, startOfDay, type Period } from "@amaliyat/domain/calendar";
import { subcategoriesOf, type CategoryCode } from "@amaliyat/domain/interventions";
import { IMPORT_COLUMNS, type ImportKind } from "@amaliyat/domain/statistics";

/** The half-year of which the figures of a room were published: interventions by category, calls, reports. */
export const HALF_YEAR: Period = { from: "2023-01-01", to: "2023-06-30" };
export const PUBLISHED = {
  categories: [
    ["TRF", 119],
    ["SUS", 60],
    ["ACC", 41],
    ["DRG", 36],
    ["PRK", 8],
    ["VTH", 4],
    ["THF", 4],
    ["OTH", 564],
  ],
  interventions: 836,
  calls: 2137,
  reports: 41,
} as const satisfies { categories: readonly (readonly [CategoryCode, number])[]; interventions: number; calls: number; reports: number };

const SECTORS = ["SU1", "SU2", ""] as const;
const LINES = ["17", "104", "1548"] as const;
const MINUTE = 60_000;

const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
/** The nth of `count` moments that are spread over the half-year, each of them different. */
const momentOf = (n: number, count: number): number =>
  startOfDay(HALF_YEAR.from) + Math.floor((n * 181 * 24 * 60) / count) * MINUTE + (n % 60) * 1000;
/** Every third row has no place. */
const placeOf = (n: number): string[] =>
  n % 3 === 2 ? ["", ""] : [(31.9 + (n % 100) / 10_000).toFixed(4), (5.3 + (n % 90) / 10_000).toFixed(4)];

const ROWS: Readonly<Record<ImportKind, () => string[][]>> = {
  interventions: () =>
    PUBLISHED.categories
      .flatMap(([category, count]) => Array.from({ length: count }, (_, n) => of(subcategoriesOf(category), n).code))
      .map((subcategory, n) => {
        const at = momentOf(n, PUBLISHED.interventions);
        const sector = of(SECTORS, n);
        return [
          formatTime(at),
          "video",
          "CAM",
          subcategory,
          sector,
          ...placeOf(n),
          formatTime(at + 6 * MINUTE),
          formatTime(at + 40 * MINUTE),
          "03",
        ];
      }),
  calls: () =>
    Array.from({ length: PUBLISHED.calls }, (_, n) => {
      const at = formatTime(momentOf(n, PUBLISHED.calls));
      return [at, of(LINES, n), of(NATURES, n).code, of(SECTORS, n), String(2 + (n % 9)), String(30 + (n % 400))];
    }),
  reports: () =>
    Array.from({ length: PUBLISHED.reports }, (_, n) => {
      const at = formatTime(momentOf(n, PUBLISHED.reports));
      return [at, n % 4 === 3 ? "WEB" : "APP", of(NATURES, n).code, of(SECTORS, n), ...placeOf(n)];
    }),
};

/** A history file of made-up rows that add up to the published figures; always the same. */
export const publishedCsv = (kind: ImportKind): string =>
  [IMPORT_COLUMNS[kind], ...ROWS[kind]()].map((cells) => `${cells.join(",")}\r\n`).join("");
