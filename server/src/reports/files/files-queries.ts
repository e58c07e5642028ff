import type { FileKind } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Files of reports that were taken back or forgotten, whose bytes are still there. */
export async function filesToDrop(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    select f.file_id as "fileId" from report_file f join report r using (report_id)
    where f.gone_at is null and (r.state = 'withdrawn' or r.forgotten_at is not null) limit ${limit}`.execute(tx);
  return rows.map(({ fileId }) => fileId);
}

export type Waiting = { readonly fileId: string; readonly kind: FileKind };

/** Files that came whole and of which nothing is known yet, but those that were put off, by their reports: danger first, then the oldest. */
export async function reportsToPrepare(tx: Tx, putOff: readonly string[], limit: number): Promise<Waiting[][]> {
  const { rows } = await sql<{ files: Waiting[] }>`
    select jsonb_agg(jsonb_build_object('fileId', f.file_id, 'kind', f.kind) order by f.nth) as files
    from report_file f join report r using (report_id)
    where f.state = 'arrived' and f.gone_at is null and f.code is null and f.file_id <> all(${[...putOff]}::uuid[])
      and r.state <> 'withdrawn' and r.forgotten_at is null
    group by r.report_id, r.danger order by r.danger desc, min(f.arrived_at) limit ${limit}`.execute(tx);
  return rows.map(({ files }) => files);
}

export type Due = { readonly reportId: string; readonly reference: string };

/** Reports whose time is over. */
export async function reportsToForget(tx: Tx, at: Date, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select report_id as "reportId", reference from report
    where state is not null and forgotten_at is null and kept_until < ${at} order by kept_until limit ${limit}`.execute(tx);
  return rows;
}

/** Reports that their authors took back lately. */
export async function withdrawnSince(tx: Tx, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct e.report_id as id from report_event e where e.kind = 'report.withdrawn' and e.at > ${since}`.execute(tx);
  return rows.map(({ id }) => id);
}
