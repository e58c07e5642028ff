import { rm } from "node:fs/promises";
import { join } from "node:path";
import { appendAll, type NewEntry } from "../audit/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import { expiredSegments } from "./recordings-queries.ts";
import { deleteSegments, upsertGap } from "./recordings-store.ts";
import { gapsOfExpired } from "@amaliyat/domain/recordings";

type Expired = Awaited<ReturnType<typeof expiredSegments>>[number];

const BATCH = 500;
const NO_ID = "00000000-0000-0000-0000-000000000000";

function byCamera(segments: readonly Expired[]): Expired[][] {
  return [...Map.groupBy(segments, (segment) => segment.camera_id).values()];
}

const spanOf = (segment: Expired) => ({ from: segment.started_at.getTime(), to: segment.ended_at.getTime() });

/** The receipt of a deletion: how much of which camera, between when. */
function receipt(segments: readonly Expired[], at: number): NewEntry {
  const [first] = segments;
  const last = segments.at(-1);
  if (!first || !last) throw new Error("nothing was deleted");
  return {
    at,
    type: "recording.expired",
    subject: { kind: "camera", id: first.camera_id },
    sectorId: first.sector_id,
    detail: {
      code: first.code,
      from: first.started_at.toISOString(),
      to: last.ended_at.toISOString(),
      segments: segments.length,
      bytes: segments.reduce((sum, segment) => sum + segment.bytes, 0),
    },
  };
}

/** Deletes files; those whose deletion failed are told and left out of the answer. */
async function deleted(root: string, segments: readonly Expired[], failed: Failed): Promise<Expired[]> {
  const gone: Expired[] = [];
  for (const segment of segments) {
    try {
      await rm(join(root, segment.path), { force: true });
      gone.push(segment);
    } catch (cause) {
      failed(cause, segment.path);
    }
  }
  return gone;
}

async function forget(tx: Tx, segments: readonly Expired[], at: number): Promise<void> {
  await deleteSegments(
    tx,
    segments.map((segment) => segment.segment_id),
  );
  const groups = byCamera(segments);
  for (const group of groups)
    for (const gap of gapsOfExpired(group.map(spanOf)))
      await upsertGap(tx, {
        camera_id: group[0]?.camera_id ?? "",
        from_at: new Date(gap.from),
        to_at: gap.to === null ? null : new Date(gap.to),
        cause: gap.cause,
      });
  await appendAll(
    tx,
    groups.map((group) => receipt(group, at)),
  );
}

type Failed = (cause: unknown, path: string) => void;

/**
 * Deletes what is past its retention and not kept by a clip: first the files, then the rows, with a gap that says why and a receipt in
 * the log. A crash between the two leaves rows whose files are gone, and the next run takes them. A file that cannot be deleted is told
 * to `failed` and keeps its row; the others go. Returns how many segments went.
 */
export async function expire(db: Db, root: string, at: number, failed: Failed = () => undefined): Promise<number> {
  let gone = 0;
  let after: Pick<Expired, "started_at" | "segment_id"> = { started_at: new Date(0), segment_id: NO_ID };
  for (;;) {
    const from = after;
    const segments = await transaction(db, SYSTEM, (tx) => expiredSegments(tx, new Date(at), from, BATCH), { readOnly: true });
    const last = segments.at(-1);
    if (last === undefined) return gone;
    after = last;
    const went = await deleted(root, segments, failed);
    if (went.length > 0) await transaction(db, SYSTEM, (tx) => forget(tx, went, at));
    gone += went.length;
  }
}
