import type { ImportedCall } from "@amaliyat/domain/statistics";
import { sql } from "kysely";
import type { History, HistoryRow, KnownRow } from "../../platform/history.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

const COLUMNS = sql`arrived_at, line, nature, sector_id, answered_after_s, duration_s`;

/** Rows as one value of JSON, with the columns of the table. */
const valuesOf = (rows: readonly HistoryRow<ImportedCall>[]): string =>
  JSON.stringify(
    rows.map(({ identity, facts }) => ({
      ...identity,
      arrived_at: iso(facts.arrivedAt),
      line: facts.line,
      nature: facts.nature,
      sector_id: facts.sectorId,
      answered_after_s: facts.answeredAfterS,
      duration_s: facts.durationS,
    })),
  );

const read = (rows: readonly HistoryRow<ImportedCall>[]) => sql`
  jsonb_to_recordset(${valuesOf(rows)}::jsonb) as r(id uuid, key text, beginning text, content text,
    arrived_at timestamptz, line text, nature text, sector_id text, answered_after_s double precision, duration_s double precision)`;

/** Calls of earlier years, which an import brings and corrects. */
export const callHistory: History<ImportedCall> = {
  async knownRows(tx, keys) {
    const { rows } = await sql<KnownRow>`
      select call_id as id, import_key as key, import_content as content from call where import_key = any(${[...keys]}::text[])`.execute(
      tx,
    );
    return rows;
  },
  async knownBeginnings(tx, beginnings) {
    const { rows } = await sql<{ beginning: string }>`
      select distinct import_beginning as beginning from call where import_beginning = any(${[...beginnings]}::text[])`.execute(tx);
    return rows.map(({ beginning }) => beginning);
  },
  async insertRows(tx, importId, rows) {
    await sql`
      insert into call (call_id, import_id, import_key, import_beginning, import_content, ${COLUMNS})
      select id, ${importId}, key, beginning, content, ${COLUMNS} from ${read(rows)}`.execute(tx);
  },
  async updateRows(tx, rows) {
    await sql`
      update call set (import_key, import_beginning, import_content, ${COLUMNS}) =
        (select key, beginning, content, r.arrived_at, r.line, r.nature, r.sector_id, r.answered_after_s, r.duration_s)
      from ${read(rows)} where call_id = r.id`.execute(tx);
  },
  async nameRows(tx, rows) {
    await sql`
      update call set import_key = r.key, import_beginning = r.beginning, import_content = r.content
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, key text, beginning text, content text)
      where call_id = r.id`.execute(tx);
  },
};
