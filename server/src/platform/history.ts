import type { Tx } from "./database/index.ts";

/** A row of history that the room has; `content` is null where it came before its source's words were kept. */
export type KnownRow = { readonly id: string; readonly key: string; readonly content: string | null };

/** The identity of a row of history; `beginning` is null where it is the key itself. */
export type HistoryIdentity = { readonly id: string; readonly key: string; readonly beginning: string | null; readonly content: string };

/** A row of history as an import gives it. */
export type HistoryRow<Facts> = { readonly identity: HistoryIdentity; readonly facts: Facts };

/** The history that a feature keeps, for imports to bring and correct. Each function works on a batch in one statement. */
export type History<Facts> = {
  /** Rows of the room with these keys. */
  readonly knownRows: (tx: Tx, keys: readonly string[]) => Promise<readonly KnownRow[]>;
  /** Those of these beginnings that a row with a number of its source has. */
  readonly knownBeginnings: (tx: Tx, beginnings: readonly string[]) => Promise<readonly string[]>;
  readonly insertRows: (tx: Tx, importId: string, rows: readonly HistoryRow<Facts>[]) => Promise<void>;
  /** Replaces what a source said of rows by what it says now. */
  readonly updateRows: (tx: Tx, rows: readonly HistoryRow<Facts>[]) => Promise<void>;
  /** Gives rows that are known by their content the number of their source. */
  readonly nameRows: (tx: Tx, rows: readonly HistoryIdentity[]) => Promise<void>;
};
