import { WAVE_MS, WAVE_NETWORK, WAVE_RESTS_MS, type Loose, type ReportEnd, type Wave } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { sealWords } from "./sealed-words.ts";

/** Reports by themselves that are looked at for one network: three times what makes a wave of them. */
const RECENT_MOST = 3 * WAVE_NETWORK;

const hex = (bytes: Buffer | null): string | null => bytes?.toString("hex") ?? null;

export const sketchBytes = (sketch: Uint16Array | null): Buffer | null =>
  sketch === null ? null : Buffer.from(sketch.buffer, sketch.byteOffset, sketch.byteLength);
const sketchIn = (bytes: Buffer | null): Uint16Array | null => (bytes === null ? null : new Uint16Array(Uint8Array.from(bytes).buffer));

type LooseRow = {
  reportId: string;
  danger: boolean;
  network: Buffer;
  address: Buffer;
  lat: number | null;
  lon: number | null;
  accuracyM: number | null;
  proven: boolean;
  vouched: boolean;
  sketch: Buffer | null;
};

const looseOf = ({ network, address, lat, lon, accuracyM, sketch, ...row }: LooseRow): Loose => ({
  ...row,
  network: network.toString("hex"),
  address: address.toString("hex"),
  fix: lat === null || lon === null || accuracyM === null ? null : { point: { lat, lon }, accuracyM },
  sketch: sketchIn(sketch),
});

/** Reports of networks that wait by themselves and that nobody has read, the newest of each network and class. */
export async function recentLoose(tx: Tx, networks: readonly Buffer[], at: Date): Promise<Loose[]> {
  const { rows } = await sql<LooseRow>`
    /* kept */ select l.* from unnest(${[...networks]}::bytea[]) as n (network), (values (true), (false)) as c (danger),
      lateral (select r.report_id as "reportId", r.danger, r.network, r.address, r.proven_at is not null as proven,
          r.answered_room or r.by_hand is not null or coalesce(d.trusted, 0) > 0 as vouched, r.sketch,
          case when r.place_source = 'phone' then r.lat end as lat, case when r.place_source = 'phone' then r.lon end as lon,
          case when r.place_source = 'phone' then r.accuracy_m end as "accuracyM"
        from report r left join report_device d on d.device_hash = r.device_hash
        where r.network = n.network and r.danger = c.danger and r.address is not null and r.wave_id is null and r.state = 'waiting'
          and r.read_at is null
          and r.received_at > ${at}::timestamptz - make_interval(secs => ${WAVE_MS / 1_000})
        order by r.received_at desc limit ${RECENT_MOST}) l`.execute(tx);
  return rows.map(looseOf).toReversed();
}

/** Waves of networks that take more. */
export async function takingWaves(tx: Tx, networks: readonly Buffer[], at: Date): Promise<Wave[]> {
  const { rows } = await sql<{
    waveId: string;
    danger: boolean;
    network: Buffer;
    address: Buffer | null;
    lat: number | null;
    lon: number | null;
    alike: boolean;
    first: Buffer | null;
    last: Buffer | null;
  }>`
    /* kept */ select wave_id as "waveId", danger, network, address, lat, lon, alike, first_sketch as first, last_sketch as last from report_wave
    where network = any(${[...networks]}::bytea[]) and last_at > ${at}::timestamptz - make_interval(secs => ${WAVE_RESTS_MS / 1_000})
    order by first_at, wave_id`.execute(tx);
  return rows.map(({ network, address, lat, lon, first, last, ...row }) => ({
    ...row,
    network: network.toString("hex"),
    address: hex(address),
    place: lat === null || lon === null ? null : { lat, lon },
    sketches: [sketchIn(first), sketchIn(last)],
  }));
}

/** Begins a wave. */
export async function insertWave(tx: Tx, wave: Wave, at: Date): Promise<void> {
  const [first = null, last = null] = wave.sketches.map(sketchBytes);
  await sql`
    insert into report_wave (wave_id, danger, network, address, lat, lon, alike, first_sketch, last_sketch, first_at, last_at)
    values (${wave.waveId}, ${wave.danger}, ${Buffer.from(wave.network, "hex")}, ${wave.address === null ? null : Buffer.from(wave.address, "hex")},
      ${wave.place?.lat ?? null}, ${wave.place?.lon ?? null}, ${wave.alike}, ${first}, ${last}, ${at}, ${at})`.execute(tx);
}

/** Puts reports into waves, and says when each wave was last heard of, and in which words. */
export async function putIntoWaves(
  tx: Tx,
  members: readonly { readonly reportId: string; readonly waveId: string }[],
  waves: readonly Wave[],
  at: Date,
): Promise<void> {
  if (members.length === 0) return;
  await sql`
    /* kept */ update report r set wave_id = g.wave from (select (g ->> 'reportId')::uuid as id, (g ->> 'waveId')::uuid as wave
      from jsonb_array_elements(${JSON.stringify(members)}::jsonb) as given (g)) g where r.report_id = g.id`.execute(tx);
  for (const { waveId, sketches } of waves)
    await sql`
      /* kept */ update report_wave set last_at = greatest(last_at, ${at}), last_sketch = ${sketchBytes(sketches.at(-1) ?? null)},
        first_at = least(first_at, (select min(received_at) from report where wave_id = ${waveId}))
      where wave_id = ${waveId}`.execute(tx);
}

/** Takes a report out of its wave: a person turned to it, or it has a signal of its own by now. The wave that it left; null where it was in none. */
export async function leaveWave(tx: Tx, reportId: string): Promise<string | null> {
  const { rows } = await sql<{ wave_id: string }>`
    with own as (select report_id, wave_id from report where report_id = ${reportId} and wave_id is not null for update)
    update report r set wave_id = null from own where r.report_id = own.report_id returning own.wave_id`.execute(tx);
  return rows[0]?.wave_id ?? null;
}

export type LockedWave = {
  readonly waveId: string;
  readonly network: Buffer | null;
  readonly address: Buffer | null;
  readonly closedAt: Date | null;
  readonly end: ReportEnd | null;
};

/** Locks a wave for a change; null where there is none. */
export async function lockWave(tx: Tx, waveId: string): Promise<LockedWave | null> {
  const { rows } = await sql<LockedWave>`
    select wave_id as "waveId", network, address, closed_at as "closedAt", end_reason as "end" from report_wave where wave_id = ${waveId} for update`.execute(
    tx,
  );
  return rows[0] ?? null;
}

type Closing = {
  readonly at: Date;
  readonly by: string;
  readonly end: ReportEnd;
  readonly words: string | null;
  readonly keptUntil: Date | null;
  /** So many at once: a long statement would hold up whoever sends. */
  readonly limit: number;
};

/**
 * Takes on and closes what waits in a wave, as `take` and then `close` would do with each: what somebody has, or what its author answered, stays.
 * Returns how many.
 */
export async function closeWaiting(tx: Tx, waveId: string, { at, by, end, words, keptUntil, limit }: Closing): Promise<number> {
  const { rows: waiting } = await sql<{ id: string }>`
    select report_id as id from report where wave_id = ${waveId} and state = 'waiting' and not answered limit ${limit} for update`.execute(
    tx,
  );
  const ids = waiting.map(({ id }) => id);
  // Sealed words open for their own report alone, so each report gets its own.
  const sealed = ids.map((id) => sealWords(tx, id, "end_words", words));
  const { rows } = await sql<{ n: number }>`
    with closed as (
      update report r set state = 'closed', taken_by = ${by}, taken_at = ${at}, read_at = coalesce(read_at, ${at}), asked = false,
        first_answer_at = coalesce(first_answer_at, ${at}), ended_at = ${at}, end_reason = ${end}, end_words_sealed = given.words,
        nature = case when ${end} = 'nuisance' then 'NUI' else nature end, kept_until = least(kept_until, coalesce(${keptUntil}::timestamptz, kept_until)),
        network = null, address = null, sketch = null
      from unnest(${ids}::uuid[], ${sealed}::bytea[]) as given (id, words) where r.report_id = given.id
      returning r.report_id),
    told as (
      insert into report_event (report_id, seq, at, by, kind, data)
      select c.report_id, coalesce((select max(seq) from report_event e where e.report_id = c.report_id), 0) + 1, ${at}, ${by}, 'report.closed',
        jsonb_build_object('end', ${end}::text, 'wave', ${waveId}::text) from closed c returning 1)
    select count(*)::int as n from told`.execute(tx);
  const count = rows[0]?.n ?? 0;
  if (count > 0)
    await sql`update report_wave set closed_at = ${at}, closed_by = ${by}, end_reason = ${end} where wave_id = ${waveId}`.execute(tx);
  return count;
}

/** Opens again what the last closing of a wave closed, and nothing else. Returns how many. */
export async function reopenClosed(
  tx: Tx,
  { waveId, closedAt }: LockedWave,
  { at, by, keptUntil, limit }: Pick<Closing, "at" | "by" | "limit"> & { readonly keptUntil: Date },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with opened as (
      update report set state = 'waiting', taken_by = null, taken_at = null, ended_at = null, end_reason = null, end_words_sealed = null, kept_until = ${keptUntil}
      where report_id in (select report_id from report where wave_id = ${waveId} and state = 'closed' and ended_at = ${closedAt} and forgotten_at is null
        limit ${limit}) returning report_id),
    told as (
      insert into report_event (report_id, seq, at, by, kind, data)
      select o.report_id, coalesce((select max(seq) from report_event e where e.report_id = o.report_id), 0) + 1, ${at}, ${by}, 'report.reopened',
        jsonb_build_object('wave', ${waveId}::text) from opened o returning 1)
    select count(*)::int as n from told`.execute(tx);
  const count = rows[0]?.n ?? 0;
  // The last turn of the act ends it.
  await sql`
    update report_wave w set closed_at = null, closed_by = null, end_reason = null where wave_id = ${waveId}
      and not exists (select from report r where r.wave_id = w.wave_id and r.state = 'closed' and r.ended_at = ${closedAt} and r.forgotten_at is null)`.execute(
    tx,
  );
  return count;
}
