import type { ImportJob } from "@amaliyat/contract/statistics";
import type { ImportKind } from "@amaliyat/domain/statistics";
import { sql } from "kysely";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { RefusedRow } from "./import/judged.ts";
import { paced } from "./import/pace.ts";

/** A file is written and read in pieces of this size: each holds the event loop for less than a millisecond. */
const PART_BYTES = 262_144;

export async function insertImport(
  tx: Tx,
  job: {
    importId: string;
    kind: ImportKind;
    fileName: string;
    source: string | null;
    startedBy: string;
    at: Date;
    file: Buffer;
  },
): Promise<void> {
  const { importId, kind, fileName, source, startedBy, at, file } = job;
  await sql`insert into import_job (import_id, kind, file_name, source, state, started_by, started_at)
    values (${importId}, ${kind}, ${fileName}, ${source}, 'waiting', ${startedBy}, ${at})`.execute(tx);
  for (let from = 0, nth = 0; from < file.length; from += PART_BYTES, nth++) {
    const part = file.subarray(from, from + PART_BYTES);
    await paced(() => sql`insert into import_part (import_id, nth, bytes) values (${importId}, ${nth}, ${part})`.execute(tx));
  }
}

/** Number of a person's unfinished imports. A lock makes two simultaneous counts run one after the other. */
export async function openImportsOf(tx: Tx, userId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`imports of ${userId}`}, 0))`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from import_job where started_by = ${userId} and state in ('waiting', 'running')`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** A piece of an import's file; null behind the last one. */
export async function partOfFile(tx: Tx, importId: string, nth: number): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from import_part where import_id = ${importId} and nth = ${nth}`.execute(tx);
  return rows[0]?.bytes ?? null;
}

export type TakenImport = { readonly kind: ImportKind; readonly source: string | null; readonly by: string };

/** Claims an import that is not over, and marks it as running, from its start; null otherwise. */
export async function claimImport(tx: Tx, importId: string): Promise<TakenImport | null> {
  const { rows } = await sql<TakenImport>`
    update import_job set state = 'running', read = 0, taken = 0, corrected = 0, closed = 0, unchanged = 0, refused = 0
    where import_id = ${importId} and state in ('waiting', 'running') returning kind, source, started_by::text as by`.execute(tx);
  return rows[0] ?? null;
}

export type Progress = Partial<Pick<ImportJob, "rows" | "read" | "taken" | "corrected" | "closed" | "unchanged" | "refused">>;

const COUNTS = ["rows", "read", "taken", "corrected", "closed", "unchanged", "refused"] as const;

const settingsOf = (progress: Progress) =>
  sql.join(COUNTS.map((name) => sql`${sql.ref(name)} = coalesce(${progress[name] ?? null}, ${sql.ref(name)})`));

/** Updates the progress of an import. False if it was cancelled meanwhile. */
export async function updateProgress(tx: Tx, importId: string, progress: Progress): Promise<boolean> {
  const { rows } = await sql`
    update import_job set ${settingsOf(progress)} where import_id = ${importId} and state = 'running' returning import_id`.execute(tx);
  return rows.length > 0;
}

const NOTHING: Progress = { taken: 0, corrected: 0, closed: 0, unchanged: 0 };

/** Ends an import once; its file is no longer needed. Without `counts` none of its rows stays. False when it had ended already. */
export async function endImport(
  tx: Tx,
  importId: string,
  state: "done" | "cancelled" | "failed",
  at: Date,
  code: string | null = null,
  counts = NOTHING,
): Promise<boolean> {
  const { rows } = await sql`
    update import_job set state = ${state}, ended_at = ${at}, code = ${code}, ${settingsOf(counts)}
    where import_id = ${importId} and state in ('waiting', 'running') returning import_id`.execute(tx);
  if (rows.length === 0) return false;
  // The canceller's scope does not show the parts, and a delete affects only visible rows.
  await asRoom(tx, () => sql`delete from import_part where import_id = ${importId}`.execute(tx));
  return true;
}

/** Inserts the refused rows, each as it came, with the reason. */
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
