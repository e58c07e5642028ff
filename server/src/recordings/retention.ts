import { rm } from "node:fs/promises";
import { join } from "node:path";
import { appendAll, type NewEntry } from "../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { expiredSegments, type SegmentRecord } from "./recordings-queries.ts";
import { deleteSegments, putGap } from "./recordings-store.ts";
import { gapsOfExpired } from "@amaliyat/domain/recordings";

type Expired = SegmentRecord & { readonly sector_id: string; readonly code: string };

const BATCH = 500;

function byCamera(segments: readonly Expired[]): Expired[][] {
  return [...Map.groupBy(segments, (segment) => segment.camera_id).values()];
}

const spanOf = (segment: Expired) => ({
  from: segment.started_at.getTime(),
  to: segment.ended_at?.getTime() ?? segment.started_at.getTime(),
});

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
      to: (last.ended_at ?? last.started_at).toISOString(),
      segments: segments.length,
      bytes: segments.reduce((sum, segment) => sum + Number(segment.bytes), 0),
    },
  };
}

/**
 * Deletes what is past its retention and not kept by a clip: first the files, then the rows, with a gap that says why and a receipt in
 * the log. A crash between the two leaves rows whose files are gone, and the next run takes them. Returns how many segments went.
 */
export async function expire(db: Db, root: string, at: number): Promise<number> {
  let gone = 0;
  for (;;) {
    const segments = await transaction(db, SYSTEM, (tx) => expiredSegments(tx, new Date(at), BATCH), { readOnly: true });
    if (segments.length === 0) return gone;
    for (const segment of segments) await rm(join(root, segment.path), { force: true });
    await transaction(db, SYSTEM, async (tx) => {
      await deleteSegments(
        tx,
        segments.map((segment) => segment.segment_id),
      );
      for (const group of byCamera(segments)) {
        const cameraId = group[0]?.camera_id ?? "";
        for (const gap of gapsOfExpired(group.map(spanOf)))
          await putGap(tx, {
            camera_id: cameraId,
            from_at: new Date(gap.from),
            to_at: gap.to === null ? null : new Date(gap.to),
            cause: gap.cause,
          });
      }
      await appendAll(
        tx,
        byCamera(segments).map((group) => receipt(group, at)),
      );
    });
    gone += segments.length;
  }
}
