import { UNIT_KINDS, type Rankable, type Skill } from "@amaliyat/domain/dispatch";
import { sql } from "kysely";
import { asRoom, type Tx } from "../platform/database/index.ts";

/** Hours over which a crew's sendings are counted. */
const LOAD_HOURS = 8;
/** The steps of a bound assignment, the furthest first. */
const STEPS = ["on_scene", "en_route", "accepted", "assigned"] as const;

type Work = { readonly sent: number; readonly step: (typeof STEPS)[number] | null; readonly isHere: boolean };

/** The elements of a PostgreSQL array of plain words and numbers in its text form. */
const listOf = (text: string | null | undefined): string[] => (text == null || text.length < 3 ? [] : text.slice(1, -1).split(","));

/**
 * Of each unit at work now or lately: how often it was sent in the last hours, its furthest step, and whether it is bound to the
 * intervention that is asked about. In the room's scope: work in a sector that the caller does not see makes a crew no fresher.
 */
async function worksFor(tx: Tx, interventionId: string, at: number): Promise<ReadonlyMap<string, Work>> {
  const since = new Date(at - LOAD_HOURS * 3_600_000);
  const found = sql<{ units: string | null; packed: string | null }>`
    select array_agg(unit_id)::text as units, array_agg(packed)::text as packed from (
      select unit_id, 16 * count(*) filter (where assigned_at > ${since}) + 2 * coalesce(min(array_position(${[...STEPS]}::text[], kind)), 0)
        + coalesce(bool_or(intervention_id = ${interventionId}) filter (where kind = any (${[...STEPS]}::text[])), false)::int as packed
      from assignment where assigned_at > ${since} or kind in ('assigned','accepted','en_route','on_scene') group by unit_id) worked`;
  const { rows } = await asRoom(tx, () => found.execute(tx));
  const packed = listOf(rows[0]?.packed);
  return new Map(
    listOf(rows[0]?.units).map((unitId, nth) => {
      const word = Number(packed[nth]);
      return [unitId, { sent: word >> 4, step: STEPS[((word >> 1) & 7) - 1] ?? null, isHere: (word & 1) === 1 }];
    }),
  );
}

type Special = { readonly reservedUntil: number | null; readonly skills: Skill[] };

/** The few units that are kept for something or can do something that not every crew can. */
async function specials(tx: Tx, at: number): Promise<ReadonlyMap<string, Special>> {
  const { rows } = await sql<{ unit_id: string; reserved_until: Date | null; skills: Skill[] }>`
    select unit_id, reserved_until, skills from unit where reserved_until > ${new Date(at)} or skills <> '{}'`.execute(tx);
  return new Map(rows.map((row) => [row.unit_id, { reservedUntil: row.reserved_until?.getTime() ?? null, skills: row.skills }]));
}

const SCALE = 1e7;
/** Ages beyond three weeks are all alike. */
const OLDEST_S = 2_000_000;
type Columns = Record<"ids" | "sectors" | "lats" | "lons" | "packed", string | null>;
const PLAIN: Special = { reservedUntil: null, skills: [] };

/**
 * Every unit of the caller's scope as advice for one intervention weighs it. Columns come as whole arrays, small ones packed into one
 * number: of 10,000 units the driver took 31 ms to make rows, and takes 2 for this. What they are bound to is asked apart, since the join
 * cost the database more than both.
 */
export async function rankablesFor(tx: Tx, interventionId: string, at: number): Promise<Rankable[]> {
  const [works, special] = [await worksFor(tx, interventionId, at), await specials(tx, at)];
  const { rows } = await sql<Columns>`
    select array_agg(unit_id)::text as ids, array_agg(sector_id)::text as sectors,
      array_agg((lat * ${SCALE})::int)::text as lats, array_agg((lon * ${SCALE})::int)::text as lons,
      array_agg(64 * coalesce(least(greatest(extract(epoch from ${new Date(at)} - position_at), 0), ${OLDEST_S})::int, ${OLDEST_S})
        + 4 * array_position(${[...UNIT_KINDS]}::text[], kind) + 2 * (distress_at is not null)::int + in_service::int)::text as packed
    from unit`.execute(tx);
  const [sectors, lats, lons, packed] = [listOf(rows[0]?.sectors), listOf(rows[0]?.lats), listOf(rows[0]?.lons), listOf(rows[0]?.packed)];
  return listOf(rows[0]?.ids).map((unitId, nth): Rankable => {
    const [lat, lon, word] = [lats[nth] ?? NULL, lons[nth] ?? NULL, Number(packed[nth])];
    const work = works.get(unitId);
    const { reservedUntil, skills } = special.get(unitId) ?? PLAIN;
    return {
      unitId,
      unitKind: UNIT_KINDS[((word >> 2) & 15) - 1] ?? "car",
      skills,
      sectorId: sectors[nth] ?? null,
      load: work?.sent ?? 0,
      isHere: work?.isHere ?? false,
      inService: (word & 1) === 1,
      reservedUntil,
      distress: (word & 2) === 2,
      assignments: work?.step == null ? [] : [work.step],
      position:
        lat === NULL || lon === NULL
          ? null
          : { point: { lat: Number(lat) / SCALE, lon: Number(lon) / SCALE }, at: at - (word >> 6) * 1000 },
    };
  });
}

/** How PostgreSQL writes null in an array. */
const NULL = "NULL";
