/** Faults that keep the room's database from being started or migrated. */
export type DatabaseFaultCode =
  | "database.cannot_start"
  | "database.too_powerful"
  | "database.wrong_version"
  | "database.wrong_encoding"
  | "database.arabic_search_broken"
  | "database.migration_changed"
  | "database.migration_unknown"
  | "database.migration_failed";

/** Thrown at start only: the room cannot run until a person acts. `params` fill the sentence of `code`. */
export class DatabaseFault extends Error {
  override readonly name = "DatabaseFault";
  readonly code: DatabaseFaultCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: DatabaseFaultCode, params: Readonly<Record<string, string | number>>, cause?: unknown) {
    const told = Object.entries(params).map(([key, value]) => `${key}: ${value}`);
    super([code, ...told].join("\n  "), cause === undefined ? {} : { cause });
    this.code = code;
    this.params = params;
  }
}
