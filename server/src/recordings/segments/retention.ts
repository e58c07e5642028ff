import { spansOfExpired } from "@amaliyat/domain/recordings";
import { rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { segmentPath } from "../../media/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import { extendExpired } from "../recordings-store.ts";
import { addToReceipt, tellReceipts } from "./receipts-store.ts";
import { expiredSegments, type ExpiredPlace, type ExpiredSegment } from "./segments-queries.ts";
import { deleteSegments } from "./segments-store.ts";

const BATCH = 500;

const byCamera = (segments: readonly ExpiredSegment[]): ExpiredSegment[][] => [
  ...Map.groupBy(segments, ({ camera_no }) => camera_no).values(),
];
const spanOf = (segment: ExpiredSegment) => ({ from: segment.started_at.getTime(), to: segment.ended_at.getTime() });
const pathOf = ({ camera_id, started_at }: ExpiredSegment): string => segmentPath(camera_id, started_at.getTime());

type Failed = (cause: unknown, path: string) => void;

/** Deletes files; those whose deletion failed are told and left out of the answer. */
async function deleted(root: string, segments: readonly ExpiredSegment[], failed: Failed): Promise<ExpiredSegment[]> {
  const gone: ExpiredSegment[] = [];
  for (const segment of segments) {
    const path = pathOf(segment);
    try {
      await rm(join(root, path), { force: true });
      gone.push(segment);
    } catch (cause) {
      failed(cause, path);
    }
  }
  return gone;
}

/** Removes the folders of hours and days that hold nothing any more. One that still holds a file stays. */
async function removeEmptyFolders(root: string, segments: readonly ExpiredSegment[]): Promise<void> {
  const hours = new Set(segments.map((segment) => dirname(pathOf(segment))));
  const days = new Set([...hours].map((hour) => dirname(hour)));
  for (const folder of [...hours, ...days]) await rmdir(join(root, folder)).catch(() => undefined);
}

async function forget(tx: Tx, segments: readonly ExpiredSegment[], at: number): Promise<void> {
  const groups = byCamera(segments);
  for (const group of groups) {
    for (const span of spansOfExpired(group.map(spanOf))) await extendExpired(tx, group[0]?.camera_id ?? "", span);
    await addToReceipt(tx, group, at);
  }
  await deleteSegments(
    tx,
    groups.map((group) => ({ cameraNo: group[0]?.camera_no ?? 0, starts: group.map(({ started_at }) => started_at) })),
  );
}

/**
 * Deletes what is past its retention and not kept by a clip: first the files, then the rows. A gap says why, and the log has a receipt within two
 * hours. A crash between the two leaves rows whose files are gone, and the next run takes them. A file that cannot be deleted is told to `failed` and
 * keeps its row; the others go. Returns how many segments went.
 */
export async function expire(db: Db, root: string, at: number, failed: Failed = () => undefined): Promise<number> {
  let gone = 0;
  let after: ExpiredPlace = { camera_no: 0, started_at: new Date(0) };
  for (;;) {
    const from = after;
    const segments = await transaction(db, SYSTEM, (tx) => expiredSegments(tx, new Date(at), from, BATCH), { readOnly: true });
    const last = segments.at(-1);
    if (last === undefined) break;
    after = last;
    const went = await deleted(root, segments, failed);
    await removeEmptyFolders(root, went);
    if (went.length > 0) await transaction(db, SYSTEM, (tx) => forget(tx, went, at));
    gone += went.length;
  }
  await tellReceipts(db, at);
  return gone;
}
