import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Recorder and volume of the files that this room writes. */
export const HERE = { node: "main", volume: "main" } as const;

/** A file as the recorder or the disk tells of it. Times in ms since epoch; `endedAt` is null while the file is written. */
export type ToldSegment = {
  readonly cameraId: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly bytes: number;
  /** RFC 6381 name; «unknown» if the file has no picture. */
  readonly codec: string;
};

const KIB = 1024;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** One telling for each file: what was told last, an end that is known, and the larger size. */
function merged(told: readonly ToldSegment[]): ToldSegment[] {
  const files = new Map<string, ToldSegment>();
  for (const file of told) {
    const key = `${file.cameraId} ${file.startedAt}`;
    const before = files.get(key);
    files.set(key, { ...file, endedAt: file.endedAt ?? before?.endedAt ?? null, bytes: Math.max(file.bytes, before?.bytes ?? 0) });
  }
  return [...files.values()];
}

/**
 * Inserts files, or updates those that are known by camera and begin: told twice after a crash, a file has one row. A camera that is gone has none.
 * The kibibytes of each camera follow in the same statement, last and in one order, so that two transactions do not wait for each other.
 */
export async function upsertSegments(tx: Tx, told: readonly ToldSegment[]): Promise<void> {
  const files = merged(told);
  if (files.length === 0) return;
  const days = [...new Set(files.map(({ startedAt }) => dayOf(startedAt)))].toSorted();
  await sql`select segment_day_add(day) from unnest(${days}::date[]) as wanted (day)`.execute(tx);
  const starts = files.map(({ startedAt }) => startedAt);
  const bounds = sql`s.started_at >= ${new Date(Math.min(...starts))} and s.started_at <= ${new Date(Math.max(...starts))}`;
  const rows = files.map(({ cameraId, startedAt, endedAt, bytes, codec }) => ({
    camera_id: cameraId,
    started_at: new Date(startedAt).toISOString(),
    duration_ms: endedAt === null ? null : Math.max(0, Math.round(endedAt) - startedAt),
    kib: Math.ceil(bytes / KIB),
    codec,
  }));
  await sql`
    with told as (
      select c.camera_no, t.started_at, t.duration_ms, t.kib,
        segment_place_no(${HERE.node}, ${HERE.volume}, t.codec, 'camera') as place_no
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as t (camera_id uuid, started_at timestamptz, duration_ms integer, kib integer, codec text)
      join camera_now c on c.camera_id = t.camera_id
    ), before as (
      select s.camera_no, s.started_at, s.kib, s.place_no from segment s
      join told on told.camera_no = s.camera_no and told.started_at = s.started_at where ${bounds} for update of s
    ), changed as (
      update segment s set duration_ms = coalesce(told.duration_ms, s.duration_ms), kib = greatest(told.kib, s.kib)
      from told where told.camera_no = s.camera_no and told.started_at = s.started_at and ${bounds}
    ), added as (
      insert into segment (started_at, camera_no, duration_ms, kib, place_no)
      select told.started_at, told.camera_no, told.duration_ms, told.kib, told.place_no from told
      where not exists (select from before b where b.camera_no = told.camera_no and b.started_at = told.started_at)
    )
    insert into segment_total as total (camera_no, place_no, kib)
    select told.camera_no, coalesce(b.place_no, told.place_no), sum(greatest(told.kib, b.kib) - coalesce(b.kib, 0))
    from told left join before b on b.camera_no = told.camera_no and b.started_at = told.started_at
    group by 1, 2 order by 1, 2
    on conflict (camera_no, place_no) do update set kib = total.kib + excluded.kib`.execute(tx);
}

/** Ends a file that is gone at its begin: it holds nothing. Nothing for one that has an end. */
export async function endSegment(tx: Tx, cameraId: string, startedAt: number): Promise<void> {
  await sql`
    update segment s set duration_ms = 0 from camera_now c
    where c.camera_id = ${cameraId} and s.camera_no = c.camera_no and s.started_at = ${new Date(startedAt)} and s.duration_ms is null`.execute(
    tx,
  );
}

/** Files of one camera, by their begins. */
export type SegmentsOfCamera = { readonly cameraNo: number; readonly starts: readonly Date[] };

/** Deletes the rows of files that were deleted, and their kibibytes from the totals. */
export async function deleteSegments(tx: Tx, cameras: readonly SegmentsOfCamera[]): Promise<void> {
  for (const { cameraNo, starts } of cameras.toSorted((a, b) => a.cameraNo - b.cameraNo)) {
    const times = starts.map((start) => start.getTime());
    await sql`
      with gone as (
        delete from segment s where s.camera_no = ${cameraNo} and s.started_at >= ${new Date(Math.min(...times))}
          and s.started_at <= ${new Date(Math.max(...times))} and s.started_at = any (${[...starts]}::timestamptz[])
        returning s.place_no, s.kib
      ), less as (select place_no, sum(kib) as kib from gone group by 1 order by 1)
      update segment_total total set kib = total.kib - less.kib from less
      where total.camera_no = ${cameraNo} and total.place_no = less.place_no`.execute(tx);
  }
}
