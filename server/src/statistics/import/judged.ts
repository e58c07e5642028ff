import type { ImportedRow, ImportKind, RowProblem } from "@amaliyat/domain/statistics";

/** A good row, ready to be kept; `raw` is the row as it came. */
export type GoodRow = {
  readonly line: number;
  readonly raw: string;
  readonly row: ImportedRow;
  /** Identity of the row: the source and its number, or `beginning`. */
  readonly key: string;
  readonly beginning: string;
  /** Digest of all that the source says of it. */
  readonly content: string;
};

export type RefusedRow = { readonly problems: readonly RowProblem[]; readonly raw: string };

/** The work of the thread: to judge a file that comes in pieces, or to say which encoding a whole file has. */
export type JudgeSetup =
  | { readonly task: "encoding"; readonly bytes: Uint8Array }
  | {
      readonly task: "judge";
      readonly kind: ImportKind;
      readonly source: string | null;
      readonly sectors: readonly string[];
      readonly at: number;
    };

export type ToJudge =
  | { readonly kind: "part"; readonly bytes: Uint8Array }
  | { readonly kind: "end" }
  | { readonly kind: "good" | "refused"; readonly nth: number };

/** `goods` and `refusals`: how many batches of each there are. A batch is serialised: thousands of rows lie outside the heap until they are asked for. */
export type Judged = { readonly rows: number; readonly refused: number; readonly goods: number; readonly refusals: number };

export type FromJudge =
  | { readonly kind: "read"; readonly rows: number }
  | ({ readonly kind: "judged" } & Judged)
  | { readonly kind: "batch"; readonly bytes: Uint8Array }
  | { readonly kind: "encoding"; readonly code: string; readonly byte: number | null };
