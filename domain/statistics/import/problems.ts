/** Every code with which an import file or one of its rows can be refused; the sentences are in `contract/errors`. */
export const IMPORT_CODES = [
  "import.empty_file",
  "import.utf16",
  "import.windows_1256",
  "import.not_utf8",
  "import.spreadsheet",
  "import.semicolons",
  "import.wrong_columns",
  "import.quotes",
  "import.cell_count",
  "import.empty_cell",
  "import.formula",
  "import.not_a_time",
  "import.too_early",
  "import.in_future",
  "import.before_opening",
  "import.before_arrival",
  "import.not_a_number",
  "import.out_of_range",
  "import.half_place",
  "import.unknown_subcategory",
  "import.unknown_sector",
  "import.unknown_origin",
  "import.unknown_channel",
  "import.channel_of_other_origin",
  "import.unknown_disposition",
  "import.disposition_missing",
  "import.unknown_line",
  "import.unknown_nature",
  "import.wrong_source_number",
  "import.worked_here",
  "import.duplicate",
  "import.already_here",
] as const;
export type ImportCode = (typeof IMPORT_CODES)[number];

/** Problem of one row; `column` is null for the whole row. */
export type RowProblem = {
  readonly line: number;
  readonly column: string | null;
  readonly code: ImportCode;
  readonly params: Readonly<Record<string, string | number>>;
};
