import type { ImportJob } from "@amaliyat/contract/statistics";
import type { ImportedRow, ImportKind, RowProblem } from "@amaliyat/domain/statistics";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** A row with its place in the file; `raw` is the row as it came. */
export type RefusedRow = { readonly problems: readonly RowProblem[]; readonly raw: string };
export type Keyed<R extends ImportedRow = ImportedRow> = {
  readonly id: string;
  readonly key: string;
  readonly reference: string | null;
  readonly row: R;
};

export async function insertImport(
  tx: Tx,
  job: { importId: string; kind: ImportKind; fileName: string; startedBy: string; at: Date; file: Buffer },
): Promise<void> {
  await sql`insert into import_job (import_id, kind, file_name, state, started_by, started_at, file)
    values (${job.importId}, ${job.kind}, ${job.fileName}, 'waiting', ${job.startedBy}, ${job.at}, ${job.file})`.execute(tx);
}

/** The file of an import that is not over, and its kind; null otherwise. Marks it as running. */
export async function takeImport(tx: Tx, importId: string): Promise<{ kind: ImportKind; file: Buffer } | null> {
  const { rows } = await sql<{ kind: ImportKind; file: Buffer }>`
    update import_job set state = 'running', read = 0, taken = 0, refused = 0
    where import_id = ${importId} and state in ('waiting', 'running') and file is not null returning kind, file`.execute(tx);
  return rows[0] ?? null;
}

type Progress = Partial<Pick<ImportJob, "rows" | "read" | "taken" | "refused">>;

/** Keeps how far an import is. False when it was cancelled meanwhile. */
export async function keepProgress(tx: Tx, importId: string, progress: Progress): Promise<boolean> {
  const { rows } = await sql`
    update import_job set rows = coalesce(${progress.rows ?? null}, rows), read = coalesce(${progress.read ?? null}, read),
      taken = coalesce(${progress.taken ?? null}, taken), refused = coalesce(${progress.refused ?? null}, refused)
    where import_id = ${importId} and state = 'running' returning import_id`.execute(tx);
  return rows.length > 0;
}

/** Ends an import once; its file is no longer needed. False when it had ended already. */
export async function endImport(
  tx: Tx,
  importId: string,
  state: "done" | "cancelled" | "failed",
  at: Date,
  code: string | null = null,
): Promise<boolean> {
  const { rows } = await sql`
    update import_job set state = ${state}, ended_at = ${at}, code = ${code}, file = null,
      taken = case when ${state} = 'done' then taken else 0 end
    where import_id = ${importId} and state in ('waiting', 'running') returning import_id`.execute(tx);
  return rows.length > 0;
}

/** Keys of these that the room has already, from an earlier file. */
export async function keysHere(tx: Tx, kind: ImportKind, keys: readonly string[]): Promise<Set<string>> {
  const table = { interventions: sql`intervention`, calls: sql`call`, reports: sql`report` }[kind];
  const { rows } = await sql<{ import_key: string }>`
    select import_key from ${table} where import_key = any(${[...keys]}::text[])`.execute(tx);
  return new Set(rows.map((row) => row.import_key));
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Inserts good rows in one statement. */
export async function insertRows(tx: Tx, importId: string, kind: ImportKind, rows: readonly Keyed[]): Promise<void> {
  if (rows.length === 0) return;
  if (kind === "interventions") return insertInterventions(tx, importId, rows);
  return kind === "calls" ? insertCalls(tx, importId, rows) : insertReports(tx, importId, rows);
}

async function insertInterventions(tx: Tx, importId: string, rows: readonly Keyed[]): Promise<void> {
  const values = rows.flatMap(({ id, key, reference, row }) =>
    row.kind === "interventions"
      ? [
          {
            id,
            key,
            reference,
            origin: row.origin,
            channel: row.channel,
            subcategory: row.subcategory,
            sector: row.sectorId,
            lat: row.point?.lat ?? null,
            lon: row.point?.lon ?? null,
            opened: iso(row.openedAt),
            scene: iso(row.onSceneAt),
            closed: iso(row.closedAt),
            disposition: row.disposition,
            priority: "P3",
          },
        ]
      : [],
  );
  await sql`
    insert into intervention (intervention_id, reference, version, kind, origin, channel, sector_id, lat, lon, subcategory, priority,
      priority_by_hand, opened_at, on_scene_at, closed_at, disposition, outcome, import_id, import_key)
    select id, reference, 1, case when closed is null then 'open' else 'closed' end, origin, channel, sector, lat, lon, subcategory, priority,
      false, opened, scene, closed, disposition, case when closed is null then null else '' end, ${importId}, key
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, reference text, origin text, channel text, sector text,
      lat double precision, lon double precision, subcategory text, priority text, opened timestamptz, scene timestamptz, closed timestamptz,
      disposition text, key text)`.execute(tx);
}

async function insertCalls(tx: Tx, importId: string, rows: readonly Keyed[]): Promise<void> {
  const values = rows.flatMap(({ id, key, row }) =>
    row.kind === "calls"
      ? [
          {
            id,
            key,
            at: iso(row.arrivedAt),
            line: row.line,
            nature: row.nature,
            sector: row.sectorId,
            answered: row.answeredAfterS,
            lasted: row.durationS,
          },
        ]
      : [],
  );
  await sql`
    insert into call (call_id, arrived_at, line, nature, sector_id, answered_after_s, duration_s, import_id, import_key)
    select id, at, line, nature, sector, answered, lasted, ${importId}, key
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, at timestamptz, line text, nature text, sector text,
      answered double precision, lasted double precision, key text)`.execute(tx);
}

async function insertReports(tx: Tx, importId: string, rows: readonly Keyed[]): Promise<void> {
  const values = rows.flatMap(({ id, key, row }) =>
    row.kind === "reports"
      ? [
          {
            id,
            key,
            at: iso(row.receivedAt),
            channel: row.channel,
            nature: row.nature,
            sector: row.sectorId,
            lat: row.point?.lat ?? null,
            lon: row.point?.lon ?? null,
          },
        ]
      : [],
  );
  await sql`
    insert into report (report_id, received_at, channel, nature, sector_id, lat, lon, import_id, import_key)
    select id, at, channel, nature, sector, lat, lon, ${importId}, key
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, at timestamptz, channel text, nature text, sector text,
      lat double precision, lon double precision, key text)`.execute(tx);
}

/** Keeps why rows were refused, each as it came. */
export async function insertErrors(tx: Tx, importId: string, refused: readonly RefusedRow[]): Promise<void> {
  const values = refused.flatMap(({ problems, raw }) => problems.map((problem, nth) => ({ ...problem, nth, raw })));
  if (values.length === 0) return;
  await sql`
    insert into import_error (import_id, line, nth, column_name, code, params, raw)
    select ${importId}, line, nth, "column", code, params, raw
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(line int, nth int, "column" text, code text, params jsonb, raw text)`.execute(
    tx,
  );
}
