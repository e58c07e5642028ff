import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Files of reports that were taken back or forgotten, whose bytes are still there. */
export async function filesToDrop(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    select f.file_id as "fileId" from report_file f join report r using (report_id)
    where f.gone_at is null and (r.state = 'withdrawn' or r.forgotten_at is not null) limit ${limit}`.execute(tx);
  return rows.map(({ fileId }) => fileId);
}

/** Files that came whole and of which no copy was made or refused yet. */
export async function filesToPrepare(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    select f.file_id as "fileId" from report_file f join report r using (report_id)
    where f.state = 'arrived' and f.gone_at is null and r.state <> 'withdrawn' and r.forgotten_at is null order by f.arrived_at`.execute(
    tx,
  );
  return rows.map(({ fileId }) => fileId);
}

export type Due = { readonly reportId: string; readonly reference: string };

/** Reports whose time is over. */
export async function reportsToForget(tx: Tx, at: Date, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select report_id as "reportId", reference from report
    where state is not null and forgotten_at is null and kept_until < ${at} order by kept_until limit ${limit}`.execute(tx);
  return rows;
}
