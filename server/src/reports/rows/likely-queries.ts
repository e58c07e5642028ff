import type { LikelySame, ReportRow } from "@amaliyat/contract/reports";
import { CELL_M, REPORT_FAR_M, REPORT_LATE_MS, REPORT_LIKELY, reportLikeness, type ReportSignal } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { reportsWhere } from "./reports-queries.ts";

/** Metres of one degree; a little less than it is, so that the box is never too small. */
const DEGREE_M = 110_000;
const MOST = 5;

async function picturesOf(tx: Tx, reportIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ report_id: string; hashes: string[] }>`
    select report_id, array_agg(picture_hash) as hashes from report_file
    where report_id = any(${[...reportIds]}::uuid[]) and picture_hash is not null group by report_id`.execute(tx);
  return new Map(rows.map(({ report_id, hashes }) => [report_id, hashes]));
}

/** Reports that may tell of the same event: near and at once, or with the same picture; the likeliest first. */
export async function likelyReports(tx: Tx, now: number, own: ReportRow): Promise<LikelySame["reports"]> {
  const at = Date.parse(own.happenedAt ?? own.receivedAt);
  const [from, to] = [new Date(at - REPORT_LATE_MS), new Date(at + REPORT_LATE_MS)];
  // The columns hold the middle of a cell; how far each is, is judged by its exact place.
  const dLat = (REPORT_FAR_M + CELL_M / 2) / DEGREE_M;
  const dLon = own.place === null ? 0 : dLat / Math.max(0.01, Math.cos((own.place.lat * Math.PI) / 180));
  const near =
    own.place === null
      ? sql`false`
      : sql`(r.lat between ${own.place.lat - dLat} and ${own.place.lat + dLat} and r.lon between ${own.place.lon - dLon} and ${own.place.lon + dLon})`;
  const rows = await reportsWhere(
    tx,
    now,
    sql`r.report_id <> ${own.reportId} and r.state <> 'withdrawn' and r.received_at between ${from} and ${to}
      and (${near} or exists (select from report_file f where f.report_id = r.report_id and f.picture_hash is not null))`,
    sql`order by r.received_at desc limit 200`,
  );
  const pictures = await picturesOf(tx, [own.reportId, ...rows.map(({ reportId }) => reportId)]);
  const signalOf = (row: ReportRow): ReportSignal => ({
    place: row.place,
    kind: row.kind,
    at: Date.parse(row.happenedAt ?? row.receivedAt),
    pictures: pictures.get(row.reportId) ?? [],
  });
  const mine = signalOf(own);
  return rows
    .map((row) => ({ row, ...reportLikeness(mine, signalOf(row)) }))
    .filter(({ score }) => score >= REPORT_LIKELY)
    .toSorted((a, b) => b.score - a.score || a.apartMs - b.apartMs)
    .slice(0, MOST)
    .map(({ row, score, metres, samePicture }) => ({ row, score, metres, samePicture }));
}
