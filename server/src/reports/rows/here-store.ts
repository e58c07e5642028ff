import type { Point } from "@amaliyat/domain/kernel";
import { coarsePlace, HERE_MOST } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import { aheadOf } from "../../identity/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { sealPlace } from "./sealed-words.ts";

export type Here = { readonly point: Point; readonly accuracyM: number | null; readonly fixedAt: Date };

export type Followable = {
  readonly reportId: string;
  readonly reference: string;
  readonly sectorId: string | null;
  /** False for the first place that the room has of it. */
  readonly hasPlace: boolean;
  /** Time of the newest place; null if none came after the report itself. */
  readonly placeAt: Date | null;
};

/**
 * A call for help whose place still follows, taken for a change; null where the code has none. Not one that is over, or older than the hour, or told
 * of too often, or whose place a person set: the author on the map, or the room.
 */
export async function lockFollowable(tx: Tx, hash: Buffer, at: number): Promise<Followable | "no" | null> {
  const { rows } = await sql<Followable & { follows: boolean }>`
    select report_id as "reportId", reference, sector_id as "sectorId", place_sealed is not null as "hasPlace", place_at as "placeAt",
      danger and state in ('waiting', 'taken', 'joined') and follows_until > ${new Date(at)}::timestamptz + ${aheadOf(tx)}
        and places_said < ${HERE_MOST} and coalesce(place_source, 'phone') = 'phone' as follows
    from report where code_hash = ${hash} and state is not null for update`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  const { follows, ...report } = row;
  return follows ? report : "no";
}

/**
 * Moves the ends of places that follow, with a step of the clock: each follows for its hour. Ends that are a day past are left as they are.
 * The database may have taken the step before the room or after it, so the step is added to the day.
 */
export async function moveFollowedPlaces(tx: Tx, byMs: number): Promise<void> {
  const by = sql`${byMs} * interval '1 ms'`;
  await sql`
    update report set follows_until = follows_until + ${by}
    where follows_until > now() - interval '1 day' - ${Math.abs(byMs)} * interval '1 ms'`.execute(tx);
}

/** Stores the time at which the phone was at the report's place. */
export async function setPlaceAt(tx: Tx, reportId: string, placeAt: Date): Promise<void> {
  await sql`update report set place_at = ${placeAt} where report_id = ${reportId}`.execute(tx);
}

/** Writes down where its author is by now; the sector only where there was none. */
export async function updateHere(tx: Tx, reportId: string, { point, accuracyM, fixedAt }: Here, sectorId: string | null): Promise<void> {
  const coarse = coarsePlace(point);
  await sql`
    update report set place_sealed = ${sealPlace(tx, reportId, point)}, lat = ${coarse.lat}, lon = ${coarse.lon}, place_source = 'phone',
      accuracy_m = ${accuracyM}, place_at = ${fixedAt}, places_said = places_said + 1, sector_id = coalesce(sector_id, ${sectorId})
    where report_id = ${reportId}`.execute(tx);
}
