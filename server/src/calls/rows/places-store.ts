import {
  AHEAD_AGE_MS,
  AHEAD_DOUBT_M,
  bestPlace,
  CLOCK_DIFFERS_MS,
  PLACE_JOINS_MS,
  PLACE_WAITS_MS,
  UNKNOWN_ACCURACY_M,
  WALKED_M_PER_S,
  type CallerPlace,
  type ReceivedPlace,
} from "@amaliyat/domain/calls";
import { sql, type RawBuilder } from "kysely";
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

/** Calls of one number that one look reads. One telephone has two; a switchboard, or a forged number, has more. */
const CALLS_AT_ONCE = 50;

/** The calls of a number that go on and are not among the given, the newest first. */
export async function callsThatGoOn(tx: Tx, numberKey: string, given: ReadonlySet<string>): Promise<string[]> {
  const { rows } = await sql<{ call_id: string }>`
    select call_id from call where number_key = ${numberKey} and import_id is null and ended_at is null
      and call_id <> all(${[...given]}::uuid[])
    order by arrived_at desc limit ${CALLS_AT_ONCE}`.execute(tx);
  return rows.map((row) => row.call_id);
}

/** The last call of a number, if it is so new that a place received at this time may be of it. */
export async function lastCallOf(tx: Tx, numberKey: string, at: number): Promise<string | null> {
  const { rows } = await sql<{ call_id: string }>`
    select call_id from call where number_key = ${numberKey} and import_id is null and arrived_at > ${new Date(at - PLACE_JOINS_MS)}
    order by arrived_at desc limit 1`.execute(tx);
  return rows[0]?.call_id ?? null;
}

/** Places that came late into one call within this time join it by one job, ms. */
const JOINED_TOGETHER_MS = 10_000;

/** The time at which a place received at this time joins its call: the end of a slot in which others join it by the same job. */
export const joinsAt = (at: number): number => (Math.floor((at + PLACE_WAITS_MS) / JOINED_TOGETHER_MS) + 1) * JOINED_TOGETHER_MS;

/** The slot of a place in the database, by the rule of `joinsAt`. */
const slotOf = (receivedAt: RawBuilder<unknown>) =>
  sql`floor((extract(epoch from ${receivedAt}) * 1000 + ${PLACE_WAITS_MS}) / ${JOINED_TOGETHER_MS})`;

/**
 * Gives a place that no call has claimed, and those of its number in its slot or before, to the last call of the number. The slot counts and
 * not the place: of two in one slot the one stored last may have been received first. Null if a call has claimed them, or there is none
 * within the time.
 */
export async function joinLast(tx: Tx, placeId: string): Promise<string | null> {
  const { rows } = await sql<{ call_id: string | null }>`
    update call_place p set call_id = (
      select c.call_id from call c where c.number_key = p.number_key and c.import_id is null
        and c.arrived_at > p.received_at - ${PLACE_JOINS_MS} * interval '1 ms' order by c.arrived_at desc limit 1)
    from call_place newest
    where newest.place_id = ${placeId} and p.number_key = newest.number_key and p.call_id is null
      and p.received_at >= newest.received_at - ${PLACE_JOINS_MS} * interval '1 ms'
      and ${slotOf(sql`p.received_at`)} <= ${slotOf(sql`newest.received_at`)}
    returning p.call_id`.execute(tx);
  return rows.find(({ call_id: callId }) => callId !== null)?.call_id ?? null;
}

/**
 * Gives a new call the places that its telephone sent before it was put through. It gets a copy of those that other calls of its number
 * took: places that waited for their call, and places that have just come. Other calls may be over: a forged one that rings first and hangs
 * up takes no place from the true one. True if there were some.
 */
export async function claimWaiting(tx: Tx, callId: string, at: number): Promise<boolean> {
  const joinsSince = new Date(at - PLACE_JOINS_MS);
  const { rows } = await sql`
    update call_place p set call_id = ${callId} from call c
    where c.call_id = ${callId} and p.call_id is null and p.number_key = c.number_key and p.received_at > ${joinsSince}
    returning p.place_id`.execute(tx);
  // A place that waited is older than every call that has it. One that came in a call belongs to a later call for a minute alone.
  const { numAffectedRows = 0n } = await sql`
    insert into call_place (place_id, call_id, number_key, source, lat, lon, accuracy_m, confidence, method, measured_at, received_at)
    select gen_random_uuid(), ${callId}::uuid, number_key, source, lat, lon, accuracy_m, confidence, method, measured_at, received_at from (
      select p.number_key, p.source, p.lat, p.lon, p.accuracy_m, p.confidence, p.method, p.measured_at, p.received_at
      from call own join call c on c.number_key = own.number_key and c.call_id <> own.call_id and c.import_id is null
          and (c.ended_at is null or c.ended_at > ${joinsSince})
        join call_place p on p.call_id = c.call_id and p.source = 'aml' and p.received_at > ${joinsSince}
      where own.call_id = ${callId}
      group by p.number_key, p.source, p.lat, p.lon, p.accuracy_m, p.confidence, p.method, p.measured_at, p.received_at
      having p.received_at > ${new Date(at - PLACE_WAITS_MS)} or min(c.arrived_at) > p.received_at
      order by p.received_at desc limit ${SHOWN_MOST}) as theirs`.execute(tx);
  return rows.length > 0 || numAffectedRows > 0n;
}

type PlaceRow = { source: CallerPlace["source"]; lat: number; lon: number; accuracyM: number | null; measuredAt: Date; receivedAt: Date };

/** A telephone sends some five messages in a call; more of them are repetitions. */
const SHOWN_MOST = 50;

/**
 * The newest places of a call, and each older one that can be the best: `bestPlace` gives of these the best of all, however many there
 * are. The order of doubt is the same at every moment, as all places grow old alike.
 */
export async function placesOf(tx: Tx, callId: string): Promise<ReceivedPlace[]> {
  const { rows } = await sql<PlaceRow>`
    with judged as (
      select place_id, source, received_at, measured_at, coalesce(accuracy_m, ${UNKNOWN_ACCURACY_M}) as within_m,
        source = 'aml' and measured_at > received_at as is_ahead,
        source = 'aml' and (measured_at > received_at + ${CLOCK_DIFFERS_MS} * interval '1 ms'
          or measured_at < received_at - ${CLOCK_DIFFERS_MS} * interval '1 ms') as is_of_no_call
      from call_place where call_id = ${callId}
    ), every as (
      select place_id, source, received_at, measured_at, is_of_no_call,
        within_m + case when is_ahead then ${AHEAD_DOUBT_M} else 0 end - ${WALKED_M_PER_S} * extract(epoch from
          case when is_ahead then received_at - ${AHEAD_AGE_MS} * interval '1 ms' else least(measured_at, received_at) end) as doubt
      from judged
    ), wanted as (
      (select place_id from every order by received_at desc limit ${SHOWN_MOST})
      union (select place_id from every where source = 'said' order by measured_at desc limit 1)
      union (select place_id from every where not is_of_no_call order by doubt, received_at desc limit 1)
    )
    select source, lat, lon, accuracy_m as "accuracyM", measured_at as "measuredAt", received_at as "receivedAt"
    from call_place where place_id in (select place_id from wanted) order by received_at desc`.execute(tx);
  return rows.map(({ lat, lon, measuredAt, receivedAt, ...row }) => ({
    ...row,
    point: { lat, lon },
    measuredAt: measuredAt.getTime(),
    receivedAt: receivedAt.getTime(),
  }));
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
