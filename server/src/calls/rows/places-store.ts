import { bestPlace, PLACE_JOINS_MS, type CallerPlace } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { lockCalls } from "./locks-store.ts";

export type NewPlace = CallerPlace & {
  readonly numberKey?: string | null;
  readonly confidence?: number | null;
  readonly method?: string | null;
};

export async function insertPlace(tx: Tx, placeId: string, callId: string | null, place: NewPlace, at: Date): Promise<void> {
  await sql`
    insert into call_place (place_id, call_id, number_key, source, lat, lon, accuracy_m, confidence, method, measured_at, received_at)
    values (${placeId}, ${callId}, ${place.numberKey ?? null}, ${place.source}, ${place.point.lat}, ${place.point.lon}, ${place.accuracyM},
      ${place.confidence ?? null}, ${place.method ?? null}, ${new Date(place.measuredAt)}, ${at})`.execute(tx);
}

/** The call of a number that goes on, the newest. */
export async function callThatGoesOn(tx: Tx, numberKey: string): Promise<string | null> {
  const { rows } = await sql<{ call_id: string }>`
    select call_id from call where number_key = ${numberKey} and import_id is null and ended_at is null order by arrived_at desc limit 1`.execute(
    tx,
  );
  return rows[0]?.call_id ?? null;
}

/** Gives a place that no call has claimed to the last call of its number; null where one has, or there is none within the time. */
export async function joinLast(tx: Tx, placeId: string): Promise<string | null> {
  const { rows } = await sql<{ call_id: string }>`
    update call_place p set call_id = (
      select c.call_id from call c where c.number_key = p.number_key and c.import_id is null
        and c.arrived_at > p.received_at - ${PLACE_JOINS_MS} * interval '1 ms' order by c.arrived_at desc limit 1)
    where p.place_id = ${placeId} and p.call_id is null returning p.call_id`.execute(tx);
  return rows[0]?.call_id ?? null;
}

/** Gives a new call the places that its telephone sent before it was put through. True where there were some. */
export async function claimWaiting(tx: Tx, callId: string, at: number): Promise<boolean> {
  const { rows } = await sql`
    update call_place p set call_id = ${callId} from call c
    where c.call_id = ${callId} and p.call_id is null and p.number_key = c.number_key and p.received_at > ${new Date(at - PLACE_JOINS_MS)}
    returning p.place_id`.execute(tx);
  return rows.length > 0;
}

type PlaceRow = { source: CallerPlace["source"]; lat: number; lon: number; accuracyM: number | null; measuredAt: Date };

/** Every place of a call, the newest first. */
export async function placesOf(tx: Tx, callId: string): Promise<CallerPlace[]> {
  const { rows } = await sql<PlaceRow>`
    select source, lat, lon, accuracy_m as "accuracyM", measured_at as "measuredAt" from call_place
    where call_id = ${callId} order by received_at desc limit 50`.execute(tx);
  return rows.map(({ lat, lon, measuredAt, ...row }) => ({ ...row, point: { lat, lon }, measuredAt: measuredAt.getTime() }));
}

/** Puts the best of a call's places on the call; the sector follows from it. Of two that come at once the second finds the first. */
export async function updateBestPlace(
  tx: Tx,
  callId: string,
  at: number,
  sectorOf: (point: CallerPlace["point"]) => Promise<string | null>,
) {
  await lockCalls(tx, [callId]);
  const best = bestPlace(await placesOf(tx, callId), at);
  if (best === null) return;
  const { point, source, accuracyM, measuredAt } = best;
  await sql`
    update call set lat = ${point.lat}, lon = ${point.lon}, place_source = ${source}, place_accuracy_m = ${accuracyM},
      place_at = ${new Date(measuredAt)}, sector_id = ${await sectorOf(point)} where call_id = ${callId}`.execute(tx);
}

export async function insertLink(tx: Tx, link: { hash: Buffer; callId: string; to: string; by: string; at: Date; expiresAt: Date }) {
  await sql`
    insert into place_link (token_hash, call_id, sent_to, by, at, expires_at)
    values (${link.hash}, ${link.callId}, ${link.to}, ${link.by}, ${link.at}, ${link.expiresAt})`.execute(tx);
}

/** Uses a link up; null where it is unknown, over, or used. */
export async function useLink(tx: Tx, hash: Buffer, at: Date): Promise<string | null> {
  const { rows } = await sql<{ call_id: string }>`
    update place_link set used_at = ${at} where token_hash = ${hash} and used_at is null and expires_at > ${at} returning call_id`.execute(
    tx,
  );
  return rows[0]?.call_id ?? null;
}
