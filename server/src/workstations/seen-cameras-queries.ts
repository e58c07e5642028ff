import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type Slots = readonly (string | null)[];

/** Those of some cameras that the caller's scope has. */
async function seenOf(tx: Tx, cameras: Slots): Promise<ReadonlySet<string>> {
  const ids = [...new Set(cameras.filter((camera) => camera !== null))];
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ camera_id: string }>`
    select camera_id from camera_now where camera_id = any(${ids}::uuid[])`.execute(tx);
  return new Set(rows.map((row) => row.camera_id));
}

/** True if the caller's scope has each camera of a wall. */
export async function seesAll(tx: Tx, cameras: Slots): Promise<boolean> {
  const seen = await seenOf(tx, cameras);
  return cameras.every((camera) => camera === null || seen.has(camera));
}

/** Gives the function that leaves the slots of other cameras empty, for walls of which all cameras are given. */
export async function hidingOthers(tx: Tx, cameras: Slots): Promise<(slots: Slots) => (string | null)[]> {
  const seen = await seenOf(tx, cameras);
  return (slots) => slots.map((camera) => (camera !== null && seen.has(camera) ? camera : null));
}
