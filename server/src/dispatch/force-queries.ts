import type { Rankable, Skill, UnitKind } from "@amaliyat/domain/dispatch";
import { sql } from "kysely";
import { asRoom, type Tx } from "../platform/database/index.ts";

/** Hours over which a crew's sendings are counted. */
const LOAD_HOURS = 8;

/** How often each unit was sent lately, wherever; those that were not are left out. */
async function loads(tx: Tx, at: number): Promise<ReadonlyMap<string, number>> {
  const since = new Date(at - LOAD_HOURS * 3_600_000);
  const found = sql<{ units: string | null; sent: string | null }>`
    select array_agg(unit_id)::text as units, array_agg(sent)::text as sent
    from (select unit_id, count(*) as sent from assignment where assigned_at > ${since} group by unit_id) lately`;
  const { rows } = await asRoom(tx, () => found.execute(tx));
  const sent = listOf(rows[0]?.sent);
  return new Map(listOf(rows[0]?.units).map((unitId, nth) => [unitId, Number(sent[nth])]));
}

/** The steps of a bound assignment, the furthest first. */
const STEPS = ["on_scene", "en_route", "accepted", "assigned"] as const;
type Work = { readonly step: (typeof STEPS)[number]; readonly isHere: boolean };

/** What units are bound to: the furthest step of each, and whether one of them is the intervention that is asked about. */
async function works(tx: Tx, interventionId: string): Promise<ReadonlyMap<string, Work>> {
  const { rows } = await sql<{ units: string | null; steps: string | null; here: string | null }>`
    select array_agg(unit_id)::text as units, array_agg(step)::text as steps, array_agg(here)::text as here from (
      select unit_id, min(array_position(${[...STEPS]}::text[], kind)) as step, bool_or(intervention_id = ${interventionId})::int as here
      from assignment where kind in ('assigned','accepted','en_route','on_scene') group by unit_id) bound`.execute(tx);
  const [steps, here] = [listOf(rows[0]?.steps), listOf(rows[0]?.here)];
  return new Map(
    listOf(rows[0]?.units).map((unitId, at) => [unitId, { step: STEPS[Number(steps[at]) - 1] ?? "assigned", isHere: here[at] === "1" }]),
  );
}

/** The elements of a PostgreSQL array of plain words and numbers in its text form. */
const listOf = (text: string | null | undefined): string[] => (text == null || text.length < 3 ? [] : text.slice(1, -1).split(","));

const SCALE = 1e7;
type Columns = Record<"ids" | "kinds" | "sectors" | "lats" | "lons" | "ages" | "reserved" | "flags" | "skills", string | null>;

/**
 * Every unit of the caller's scope as advice for one intervention weighs it. Columns come as whole arrays: of 10,000 units the driver
 * took 31 ms to make rows, and this takes 2; what they are bound to is asked apart, since the join cost the database more than both.
 */
export async function rankablesFor(tx: Tx, interventionId: string, at: number): Promise<Rankable[]> {
  const [load, work] = [await loads(tx, at), await works(tx, interventionId)];
  const now = new Date(at);
  const { rows } = await sql<Columns>`
    select array_agg(unit_id)::text as ids, array_agg(kind)::text as kinds, array_agg(sector_id)::text as sectors,
      array_agg(round(lat * ${SCALE})::int)::text as lats, array_agg(round(lon * ${SCALE})::int)::text as lons,
      array_agg((extract(epoch from ${now} - position_at) * 1000)::bigint)::text as ages,
      array_agg((extract(epoch from reserved_until - ${now}) * 1000)::bigint)::text as reserved,
      array_agg(in_service::int + 2 * (distress_at is not null)::int)::text as flags,
      array_agg(array_to_string(skills, '+'))::text as skills
    from unit`.execute(tx);
  const [columns] = rows;
  const of = (name: keyof Columns): string[] => listOf(columns?.[name]);
  const [kinds, sectors, lats, lons, ages] = [of("kinds"), of("sectors"), of("lats"), of("lons"), of("ages")];
  const [reserved, flags, skills] = [of("reserved"), of("flags"), of("skills")];
  return of("ids").map((unitId, nth): Rankable => {
    const [lat, lon, age, until, words] = [
      lats[nth] ?? NULL,
      lons[nth] ?? NULL,
      ages[nth] ?? NULL,
      reserved[nth] ?? NULL,
      skills[nth] ?? "",
    ];
    const flag = Number(flags[nth]);
    const bound = work.get(unitId);
    return {
      unitId,
      unitKind: kinds[nth] as UnitKind,
      skills: words === "" || words === '""' ? [] : (words.split("+") as Skill[]),
      sectorId: sectors[nth] ?? null,
      load: load.get(unitId) ?? 0,
      isHere: bound?.isHere ?? false,
      inService: (flag & 1) === 1,
      reservedUntil: until === NULL ? null : at + Number(until),
      distress: (flag & 2) === 2,
      assignments: bound === undefined ? [] : [bound.step],
      position:
        lat === NULL || lon === NULL || age === NULL
          ? null
          : { point: { lat: Number(lat) / SCALE, lon: Number(lon) / SCALE }, at: at - Number(age) },
    };
  });
}

/** How PostgreSQL writes null in an array. */
const NULL = "NULL";
