import { ok, refuse, type Refusal, type Result } from "../../kernel/index.ts";

export const IMPORT_KINDS = ["interventions", "calls", "reports"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** The columns of each file, in this order and no others. */
export const IMPORT_COLUMNS = {
  interventions: ["opened_at", "origin", "channel", "subcategory", "sector", "lat", "lon", "on_scene_at", "closed_at", "disposition"],
  calls: ["arrived_at", "line", "nature", "sector", "answered_after_s", "duration_s"],
  reports: ["received_at", "channel", "nature", "sector", "lat", "lon"],
} as const satisfies Readonly<Record<ImportKind, readonly string[]>>;

/** Refuses a header that is not the one of the kind. A file saved with semicolons is told so. */
export function checkHeader(
  kind: ImportKind,
  header: readonly string[],
): Result<null, Refusal<"import.semicolons" | "import.wrong_columns">> {
  const wanted = IMPORT_COLUMNS[kind];
  const given = header.map((name) => name.trim());
  if (given.length === wanted.length && wanted.every((name, i) => name === given[i])) return ok(null);
  if (given.length === 1 && given[0]?.includes(";")) return refuse({ code: "import.semicolons" });
  return refuse({ code: "import.wrong_columns", params: { expected: wanted.join(",") } });
}
