import { ok, refuse, type Refusal, type Result } from "../../kernel/index.ts";

export const IMPORT_KINDS = ["interventions", "calls", "reports"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** The columns of each file, in this order and no others; `SOURCE_NUMBER` may stand behind them. */
export const IMPORT_COLUMNS = {
  interventions: ["opened_at", "origin", "channel", "subcategory", "sector", "lat", "lon", "on_scene_at", "closed_at", "disposition"],
  calls: ["arrived_at", "line", "nature", "sector", "answered_after_s", "duration_s"],
  reports: ["received_at", "channel", "nature", "sector", "lat", "lon"],
} as const satisfies Readonly<Record<ImportKind, readonly string[]>>;

/** The column of the number under which the source itself keeps a row. */
export const SOURCE_NUMBER = "source_number";

/** In characters; longer is a text and no number. */
const LONGEST_NUMBER = 100;

/** True for a possible number of a source: digits, letters, signs; no line break and no control character. */
export const isSourceNumber = (text: string): text is string => text.length <= LONGEST_NUMBER && !/[\p{Cc}\p{Cs}]/u.test(text);

/**
 * The columns of a file by its header. Refuses a header that is not one of the kind. A file saved with semicolons gets a refusal that says
 * so.
 */
export function checkHeader(
  kind: ImportKind,
  header: readonly string[],
): Result<readonly string[], Refusal<"import.semicolons" | "import.wrong_columns">> {
  const bare: readonly string[] = IMPORT_COLUMNS[kind];
  const given = header.map((name) => name.trim());
  const wanted = given.at(-1) === SOURCE_NUMBER ? [...bare, SOURCE_NUMBER] : bare;
  if (given.length === wanted.length && wanted.every((name, i) => name === given[i])) return ok(wanted);
  if (given.length === 1 && given[0]?.includes(";")) return refuse({ code: "import.semicolons" });
  return refuse({ code: "import.wrong_columns", params: { expected: bare.join(","), more: SOURCE_NUMBER } });
}
