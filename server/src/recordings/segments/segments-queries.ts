import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { HERE } from "./segments-store.ts";

/** Files up to this length are found by their begin, ms. The few that are longer, or have no end yet, are found by an index of their own. */
const USUAL_MS = 3_600_000;

const before = (at: Date): Date => new Date(at.getTime() - USUAL_MS);
const numberOf = (cameraId: string) => sql`(select c.camera_no from camera_now c where c.camera_id = ${cameraId})`;
const isLong = sql`(s.duration_ms is null or s.duration_ms > 3600000)`;
const endOf = sql`s.started_at + s.duration_ms * interval '1 millisecond'`;

/** A file of a camera: the span that it holds; `ended_at` is null while it is written. */
export type SegmentRecord = { readonly started_at: Date; readonly ended_at: Date | null };

/** Files of a camera that touch `[from, to)`, in order; none outside the caller's scope. */
export async function segmentsWithin(tx: Tx, cameraId: string, from: Date, to: Date): Promise<SegmentRecord[]> {
  const touches = sql`s.camera_no = ${numberOf(cameraId)} and (s.duration_ms is null or ${endOf} > ${from})`;
  const { rows } = await sql<SegmentRecord>`
    select s.started_at, ${endOf} as ended_at from segment s
    where ${touches} and s.started_at >= ${before(from)} and s.started_at < ${to}
    union all
    select s.started_at, ${endOf} as ended_at from segment s where ${touches} and ${isLong} and s.started_at < ${before(from)}
    order by started_at`.execute(tx);
  return rows;
}

/** The file that holds a moment, or the first that begins after it and before `until`. */
export async function segmentAt(tx: Tx, cameraId: string, at: Date, until: Date): Promise<SegmentRecord | null> {
  const camera = sql`s.camera_no = ${numberOf(cameraId)}`;
  const holds = sql`(s.duration_ms is null or ${endOf} > ${at})`;
  const { rows } = await sql<SegmentRecord>`
    (select s.started_at, ${endOf} as ended_at from segment s
      where ${camera} and ${holds} and s.started_at > ${before(at)} and s.started_at <= ${at} order by s.started_at desc limit 1)
    union all
    (select s.started_at, ${endOf} as ended_at from segment s
      where ${camera} and ${holds} and ${isLong} and s.started_at <= ${before(at)} order by s.started_at desc limit 1)
    union all
    (select s.started_at, ${endOf} as ended_at from segment s
      where ${camera} and s.started_at > ${at} and s.started_at < ${until} and (s.duration_ms is null or s.duration_ms > 0)
      order by s.started_at limit 1)
    limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** The file of a camera that began at a moment; null outside the caller's scope. */
export async function segmentFrom(tx: Tx, cameraId: string, startedAt: Date): Promise<SegmentRecord | null> {
  const { rows } = await sql<SegmentRecord>`
    select s.started_at, ${endOf} as ended_at from segment s
    where s.camera_no = ${numberOf(cameraId)} and s.started_at = ${startedAt}`.execute(tx);
  return rows[0] ?? null;
}

const startsOf = (rows: readonly { readonly started_at: Date }[]): number[] => rows.map(({ started_at }) => started_at.getTime());

/** Begins of a camera's files in `[from, to)`, ms since epoch. */
export async function startsWithin(tx: Tx, cameraId: string, from: Date, to: Date): Promise<number[]> {
  const { rows } = await sql<{ started_at: Date }>`
    select s.started_at from segment s
    where s.camera_no = ${numberOf(cameraId)} and s.started_at >= ${from} and s.started_at < ${to}`.execute(tx);
  return startsOf(rows);
}

/** Begins of a camera's files whose end is not known, ms since epoch, rising. */
export async function openStarts(tx: Tx, cameraId: string): Promise<number[]> {
  const { rows } = await sql<{ started_at: Date }>`
    select s.started_at from segment s
    where s.camera_no = ${numberOf(cameraId)} and s.duration_ms is null order by s.started_at`.execute(tx);
  return startsOf(rows);
}

/** A file past its retention. */
export type ExpiredSegment = {
  readonly camera_no: number;
  readonly camera_id: string;
  readonly sector_id: string;
  readonly code: string;
  readonly started_at: Date;
  readonly ended_at: Date;
  readonly kib: number;
};

/** Last file of the page before; camera number 0 before the first page. */
export type ExpiredPlace = Pick<ExpiredSegment, "camera_no" | "started_at">;

/**
 * Files of this recorder past their camera's retention that no kept clip touches, camera by camera, oldest first, by page of `limit`. One whose end
 * was never told, because the recorder died, is taken to have ended after an hour. In the room's own scope.
 */
export async function expiredSegments(tx: Tx, at: Date, after: ExpiredPlace, limit: number): Promise<ExpiredSegment[]> {
  const { rows } = await sql<ExpiredSegment>`
    select c.camera_no, c.camera_id, c.sector_id, c.code, old.started_at, old.ended_at, old.kib
    from camera_now c cross join lateral (
      select s.started_at, e.ended_at, s.kib
      from segment s join segment_place p on p.place_no = s.place_no
      cross join lateral (
        select s.started_at + coalesce(s.duration_ms, 3600000) * interval '1 millisecond' as ended_at
      ) e
      where s.camera_no = c.camera_no and p.node = ${HERE.node}
        and s.started_at < ${at}::timestamptz - make_interval(hours => c.retention_hours)
        and e.ended_at < ${at}::timestamptz - make_interval(hours => c.retention_hours)
        and (c.camera_no > ${after.camera_no} or s.started_at > ${after.started_at})
        and not exists (
          select from clip_kept k
          where k.camera_id = c.camera_id and k.kept_until > ${at} and k.from_at < e.ended_at and k.to_at > s.started_at
        )
    ) old
    where c.camera_no >= ${after.camera_no}
    order by c.camera_no, old.started_at limit ${limit}`.execute(tx);
  return rows;
}

/** Bytes of all files that were recorded and are still kept. */
export async function recordedBytes(tx: Tx): Promise<number> {
  const { rows } = await sql<{ kib: string }>`select coalesce(sum(kib), 0)::text as kib from segment_total`.execute(tx);
  return Number(rows[0]?.kib ?? 0) * 1024;
}
