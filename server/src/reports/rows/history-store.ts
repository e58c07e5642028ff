import type { ImportedReport } from "@amaliyat/domain/statistics";
import { sql } from "kysely";
import type { History, HistoryRow, KnownRow } from "../../platform/history.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

const COLUMNS = sql`received_at, channel, nature, sector_id, lat, lon`;

/** Rows as one value of JSON, with the columns of the table. */
const valuesOf = (rows: readonly HistoryRow<ImportedReport>[]): string =>
  JSON.stringify(
    rows.map(({ identity, facts }) => ({
      ...identity,
      received_at: iso(facts.receivedAt),
      channel: facts.channel,
      nature: facts.nature,
      sector_id: facts.sectorId,
      lat: facts.point?.lat ?? null,
      lon: facts.point?.lon ?? null,
    })),
  );

const read = (rows: readonly HistoryRow<ImportedReport>[]) => sql`
  jsonb_to_recordset(${valuesOf(rows)}::jsonb) as r(id uuid, key text, beginning text, content text,
    received_at timestamptz, channel text, nature text, sector_id text, lat double precision, lon double precision)`;

/** Reports of earlier years, which an import brings and corrects. */
export const reportHistory: History<ImportedReport> = {
  async knownRows(tx, keys) {
    const { rows } = await sql<KnownRow>`
      select report_id as id, import_key as key, import_content as content from report where import_key = any(${[...keys]}::text[])`.execute(
      tx,
    );
    return rows;
  },
  async knownBeginnings(tx, beginnings) {
    const { rows } = await sql<{ beginning: string }>`
      select distinct import_beginning as beginning from report where import_beginning = any(${[...beginnings]}::text[])`.execute(tx);
    return rows.map(({ beginning }) => beginning);
  },
  async insertRows(tx, importId, rows) {
    await sql`
      insert into report (report_id, import_id, import_key, import_beginning, import_content, ${COLUMNS})
      select id, ${importId}, key, beginning, content, ${COLUMNS} from ${read(rows)}`.execute(tx);
  },
  async updateRows(tx, rows) {
    await sql`
      update report set (import_key, import_beginning, import_content, ${COLUMNS}) =
        (select key, beginning, content, r.received_at, r.channel, r.nature, r.sector_id, r.lat, r.lon)
      from ${read(rows)} where report_id = r.id`.execute(tx);
  },
  async nameRows(tx, rows) {
    await sql`
      update report set import_key = r.key, import_beginning = r.beginning, import_content = r.content
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, key text, beginning text, content text)
      where report_id = r.id`.execute(tx);
  },
};
