import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { disk } from "../../server/src/media/files/disk.ts";
import { Recorder } from "../../server/src/media/ingest/recorder.ts";
import type { SegmentClosed } from "../../server/src/media/index.ts";
import { TUNING } from "../../server/src/media/tuning.ts";
import { fragmentsOf } from "./fake-fragments.ts";

export type Past = { readonly cameraId: string; readonly file: string; readonly startMs: number; readonly seconds: number };

/** Writes recordings of the past by the recorder's own hand, faster than they would have come, and tells the database of each file. */
export async function recordPast(database: Client, root: string, { cameraId, file, startMs, seconds }: Past): Promise<number> {
  const closed: SegmentClosed[] = [];
  const recorder = new Recorder({
    cameraId,
    root,
    disk,
    hasRoom: () => true,
    tuning: TUNING,
    openGap: null,
    now: Date.now,
    emit: (event) => event.kind === "segment-closed" && closed.push(event),
  });
  for await (const fragment of fragmentsOf(file, startMs, seconds)) recorder.fragment(fragment);
  await recorder.stop("room_stopped");
  for (const { path, startedAt, endedAt, bytes, frames } of closed)
    await database.query(
      "insert into segment (segment_id, camera_id, path, started_at, ended_at, bytes, frames) values ($1, $2, $3, $4, $5, $6, $7)",
      [randomUUID(), cameraId, path, new Date(startedAt), new Date(endedAt), bytes, frames],
    );
  return closed.length;
}
