import { sql } from "kysely";
import { appendAll } from "../../audit/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { ExpiredSegment } from "./segments-queries.ts";

/** Deletions of a camera are told together, ms: one entry a minute would be 959,040 a day of 666 cameras. */
const TOLD_AFTER_MS = 3_600_000;

/** Adds deleted files of one camera, oldest first, to what its next receipt tells. */
export async function addToReceipt(tx: Tx, segments: readonly ExpiredSegment[], at: number): Promise<void> {
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last === undefined) return;
  const kib = segments.reduce((sum, segment) => sum + segment.kib, 0);
  await sql`
    insert into segment_receipt as r (camera_no, since, from_at, to_at, segments, kib)
    values (${first.camera_no}, ${new Date(at)}, ${first.started_at}, ${last.ended_at}, ${segments.length}, ${kib})
    on conflict (camera_no) do update set from_at = least(r.from_at, excluded.from_at), to_at = greatest(r.to_at, excluded.to_at),
      segments = r.segments + excluded.segments, kib = r.kib + excluded.kib`.execute(tx);
}

type Receipt = {
  readonly camera_id: string;
  readonly sector_id: string;
  readonly code: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly segments: number;
  readonly kib: string;
};

/** Writes the receipts that are an hour old to the log: how much of which camera, between when. Returns how many. */
export async function tellReceipts(db: Db, at: number): Promise<number> {
  return transaction(db, SYSTEM, async (tx) => {
    const { rows } = await sql<Receipt>`
      with told as (
        delete from segment_receipt r where r.since <= ${new Date(at - TOLD_AFTER_MS)} or r.since > ${new Date(at)}
        returning r.camera_no, r.from_at, r.to_at, r.segments, r.kib
      )
      select c.camera_id, c.sector_id, c.code, told.from_at, told.to_at, told.segments, told.kib::text as kib
      from told join camera_now c on c.camera_no = told.camera_no order by told.camera_no`.execute(tx);
    if (rows.length === 0) return 0;
    await appendAll(
      tx,
      rows.map(({ camera_id, sector_id, code, from_at, to_at, segments, kib }) => ({
        at,
        type: "recording.expired" as const,
        subject: { kind: "camera" as const, id: camera_id },
        sectorId: sector_id,
        detail: { code, from: from_at.toISOString(), to: to_at.toISOString(), segments, bytes: Number(kib) * 1024 },
      })),
    );
    return rows.length;
  });
}
