import type { PlaceKind, PlaceNames } from "@amaliyat/domain/places";
import type { Point } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

export type PlaceRecord = {
  readonly placeId: string;
  readonly version: number;
  readonly names: PlaceNames;
  readonly aliases: readonly string[];
  readonly kind: PlaceKind;
  readonly point: Point;
  readonly sectorId: string | null;
  readonly at: number;
  readonly by: string;
};

/** Locks a place for a command; false when the caller's scope has none of this id. */
export async function lockPlace(tx: Tx, placeId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from place where place_id = ${placeId} for update`.execute(tx);
  return rows.length > 0;
}

/** Inserts a place, or updates it. */
export async function upsertPlace(tx: Tx, { placeId, version, names, aliases, kind, point, sectorId, at, by }: PlaceRecord): Promise<void> {
  await sql`
    insert into place (place_id, version, names, aliases, kind, lat, lon, sector_id, state, written_by, written_at)
    values (${placeId}, ${version}, ${JSON.stringify(names)}::jsonb, ${[...aliases]}::text[], ${kind}, ${point.lat}, ${point.lon}, ${sectorId},
      'open', ${by}, ${new Date(at)})
    on conflict (place_id) do update set version = excluded.version, names = excluded.names, aliases = excluded.aliases,
      kind = excluded.kind, lat = excluded.lat, lon = excluded.lon, sector_id = excluded.sector_id, written_by = excluded.written_by,
      written_at = excluded.written_at`.execute(tx);
}

/** Takes a place out of the search, with the reason. */
export async function closePlaceRow(tx: Tx, placeId: string, version: number, reason: string, at: number, by: string): Promise<void> {
  await sql`
    update place set version = ${version}, state = 'closed', reason = ${reason}, written_by = ${by}, written_at = ${new Date(at)}
    where place_id = ${placeId}`.execute(tx);
}
