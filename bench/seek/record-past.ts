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
  for (const { startedAt, endedAt, bytes, codec } of closed) {
    await database.query("select segment_day_add($1::date)", [new Date(startedAt).toISOString().slice(0, 10)]);
    await database.query(
      `insert into segment (started_at, camera_no, duration_ms, kib, place_no)
       select $2, camera_no, $3, $4, segment_place_no('main', 'main', $5, 'camera') from camera where camera_id = $1`,
      [cameraId, new Date(startedAt), endedAt - startedAt, Math.ceil(bytes / 1024), codec],
    );
  }
  return closed.length;
}
