import type { HistoryFacts } from "@amaliyat/domain/interventions";
import type { ImportedIntervention, ImportedRow, ImportKind } from "@amaliyat/domain/statistics";
import { randomUUID } from "node:crypto";
import { callHistory } from "../../calls/index.ts";
import { interventionHistory } from "../../interventions/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { History, HistoryIdentity, HistoryRow, KnownRow } from "../../platform/history.ts";
import { reportHistory } from "../../reports/index.ts";
import type { GoodRow } from "./judged.ts";

/** A row that the room has, and what its source says of it now. */
export type Again = { readonly known: KnownRow; readonly given: GoodRow };

/** The history of one kind, as an import takes it. */
type Kept = {
  readonly knownRows: (tx: Tx, keys: readonly string[]) => Promise<ReadonlyMap<string, KnownRow>>;
  readonly knownBeginnings: (tx: Tx, beginnings: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly insertRows: (tx: Tx, importId: string, rows: readonly GoodRow[]) => Promise<void>;
  readonly updateRows: (tx: Tx, again: readonly Again[]) => Promise<void>;
  readonly nameRows: (tx: Tx, again: readonly Again[]) => Promise<void>;
};

const identityOf = (id: string, { key, beginning, content }: GoodRow): HistoryIdentity => ({
  id,
  key,
  beginning: key === beginning ? null : beginning,
  content,
});

function narrowHistory<Facts extends ImportedRow>(history: History<Facts>, isOwn: (row: ImportedRow) => row is Facts): Kept {
  const rowOf = (id: string, given: GoodRow): HistoryRow<Facts> => {
    if (!isOwn(given.row)) throw new Error(`a row of ${given.row.kind} came among others`);
    return { identity: identityOf(id, given), facts: given.row };
  };
  return {
    async knownRows(tx, keys) {
      return new Map((await history.knownRows(tx, keys)).map((row) => [row.key, row]));
    },
    async knownBeginnings(tx, beginnings) {
      return new Set(beginnings.length === 0 ? [] : await history.knownBeginnings(tx, beginnings));
    },
    async insertRows(tx, importId, rows) {
      const kept = rows.map((row) => rowOf(randomUUID(), row));
      if (kept.length > 0) await history.insertRows(tx, importId, kept);
    },
    async updateRows(tx, again) {
      const kept = again.map(({ known, given }) => rowOf(known.id, given));
      if (kept.length > 0) await history.updateRows(tx, kept);
    },
    async nameRows(tx, again) {
      const kept = again.map(({ known, given }) => identityOf(known.id, given));
      if (kept.length > 0) await history.nameRows(tx, kept);
    },
  };
}

/** The history of each kind, which the feature that owns the rows keeps. */
export const HISTORIES: Readonly<Record<ImportKind, Kept>> = {
  interventions: narrowHistory(interventionHistory, (row) => row.kind === "interventions"),
  calls: narrowHistory(callHistory, (row) => row.kind === "calls"),
  reports: narrowHistory(reportHistory, (row) => row.kind === "reports"),
};

/** Facts of an intervention in an imported row. */
export const factsOf = ({ kind: _kind, number: _number, ...facts }: ImportedIntervention): HistoryFacts => facts;
