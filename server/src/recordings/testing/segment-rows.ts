import { segmentPath } from "../../media/index.ts";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { upsertSegments, type ToldSegment } from "../segments/segments-store.ts";

/** A row of a recorded file, with the path that follows from it. */
export type SegmentRow = {
  readonly cameraId: string;
  readonly path: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly kib: number;
};

/** Rows of the files of one camera, or of all, by camera and begin. */
export async function segmentRows({ pool }: Db, cameraId: string | null = null): Promise<SegmentRow[]> {
  const { rows } = await pool.query<Omit<SegmentRow, "path">>(
    `select c.camera_id as "cameraId", s.started_at as "startedAt", s.started_at + s.duration_ms * interval '1 millisecond' as "endedAt", s.kib
     from segment s join camera c using (camera_no) where $1::uuid is null or c.camera_id = $1 order by 1, 2`,
    [cameraId],
  );
  return rows.map((row) => ({ ...row, path: segmentPath(row.cameraId, row.startedAt.getTime()) }));
}

/** Paths of a camera's rows, oldest first. */
export const pathsOf = async (db: Db, cameraId: string): Promise<string[]> => (await segmentRows(db, cameraId)).map(({ path }) => path);

/** Stores files as the recorder does. */
export const storeSegments = (db: Db, told: readonly ToldSegment[]): Promise<void> =>
  transaction(db, SYSTEM, (tx) => upsertSegments(tx, told));
