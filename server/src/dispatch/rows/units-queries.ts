import type { Unit } from "@amaliyat/contract/dispatch";
import { checkInDue, viewUnit, type AssignmentKind } from "@amaliyat/domain/dispatch";
import { sql, type RawBuilder } from "kysely";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import type { DispatchTables } from "./dispatch-tables.ts";

type UnitRecord = DispatchTables["unit"] & {
  crew: string[];
  radio: string | null;
  /** Radios of those who are seated in its crew. */
  seat_radios: string[] | null;
  in_service: boolean;
  /** Of its bound assignments, what it works on first. */
  bound: AssignmentKind[] | null;
  bound_at: string[] | null;
  bound_since: Date | null;
  on_scene_since: Date | null;
  taken_up_by: string | null;
  speakers: Unit["speakers"] | null;
};

const placeOf = (lat: number | null, lon: number | null) => (lat === null || lon === null ? null : { lat, lon });
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Public data of a unit, the same on every screen. `at` decides whether a reservation still holds. */
function shown(row: UnitRecord, at: number): Unit {
  const facts = { inService: row.in_service, reservedUntil: row.reserved_until?.getTime() ?? null, distress: false, position: null };
  const { status } = viewUnit({ ...facts, assignments: row.bound ?? [] }, at);
  const place = placeOf(row.lat, row.lon);
  const due = checkInDue(row.on_scene_since?.getTime() ?? null, row.heard_at?.getTime() ?? null);
  const isReserved = facts.reservedUntil !== null && facts.reservedUntil > at;
  const [interventionId = null, ...alsoAt] = row.bound_at ?? [];
  return {
    unitId: row.unit_id,
    code: row.code,
    kind: row.kind,
    sectorId: row.sector_id,
    skills: row.skills,
    vehicle: row.vehicle,
    crew: row.crew,
    radios: row.seat_radios ?? (row.radio === null ? [] : [row.radio]),
    radio: row.radio,
    status,
    statusSince: (row.bound_since ?? row.status_since).toISOString(),
    activity: status === "on_scene" ? row.activity : null,
    outReason: row.out_reason,
    outNote: row.out_note,
    reservedUntil: isReserved ? iso(row.reserved_until) : null,
    reservedFor: isReserved ? row.reserved_for : null,
    distress:
      row.distress_at === null
        ? null
        : {
            at: row.distress_at.toISOString(),
            place: placeOf(row.distress_lat, row.distress_lon),
            accuracyM: row.distress_accuracy_m,
            placeAt: iso(row.distress_place_at),
            takenUpBy: row.taken_up_by,
            againAt: iso(row.distress_again_at),
            heardAt: (row.distress_heard_at ?? row.distress_at).toISOString(),
          },
    checkInDue: due === null ? null : new Date(due).toISOString(),
    userId: row.user_id,
    speakers: row.speakers ?? [],
    isPerson: row.person_id !== null,
    lent:
      row.lent_to === null || row.lent_until === null || row.lent_until.getTime() <= at
        ? null
        : { sectorId: row.lent_to, until: row.lent_until.toISOString() },
    retiredAt: iso(row.retired_at),
    position: place === null || row.position_at === null ? null : { place, headingDeg: row.heading_deg, at: row.position_at.toISOString() },
    interventionId,
    alsoAt,
  };
}

/**
 * Order of a unit's assignments by progress: on scene, en route, accepted, assigned. Between two alike, the current one comes before the
 * stacked one.
 */
const FURTHEST = sql.raw(`array_position(array['on_scene','en_route','accepted','assigned'], a.kind), a.stacked, a.assigned_at`);

const WORK = sql`
  array_agg(a.kind order by ${FURTHEST}) as bound, array_agg(a.intervention_id order by ${FURTHEST}) as bound_at,
  (array_agg(coalesce(a.on_scene_at, a.en_route_at, a.accepted_at, a.assigned_at) order by ${FURTHEST}))[1] as bound_since,
  min(a.on_scene_at) filter (where a.kind = 'on_scene') as on_scene_since
  from assignment a where a.kind in ('assigned','accepted','en_route','on_scene')`;

const NAMES = sql`
  select jsonb_agg(jsonb_build_object('userId', p.user_id, 'name', p.name) order by p.name, p.user_id) as speakers from person p`;

/** Gathers who speaks for units in one pass, for all of them or for some. */
const around = (speakers: RawBuilder<unknown>, radios: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  left join ${speakers} sp on sp.unit_id = u.unit_id
  left join lateral (${NAMES} where p.user_id = any (sp.user_ids)) n on sp.user_ids is not null
  left join ${radios} ra on ra.unit_id = u.unit_id`;
const allAround = (at: Date): RawBuilder<unknown> => sql`
  left join (select a.unit_id, ${WORK} group by a.unit_id) w on w.unit_id = u.unit_id
  ${around(sql`amaliyat_all_speakers(${at})`, sql`amaliyat_radios(${at})`)}`;
const someAround = (unitIds: readonly string[], at: Date): RawBuilder<unknown> => sql`
  left join lateral (select ${WORK} and a.unit_id = u.unit_id) w on true
  ${around(sql`amaliyat_speakers_of(${[...unitIds]}::uuid[], ${at})`, sql`amaliyat_radios_of(${[...unitIds]}::uuid[], ${at})`)}`;

async function unitsWhere(tx: Tx, joined: RawBuilder<unknown>, condition: RawBuilder<unknown>, at: number): Promise<Unit[]> {
  const { rows } = await sql<UnitRecord>`
    /* kept */ select u.*, w.bound, w.bound_at, w.bound_since, w.on_scene_since, n.speakers, ra.radios as seat_radios,
      case when u.distress_taken_up_by is not null then (select name from person where user_id = u.distress_taken_up_by) end as taken_up_by
    from unit u ${joined} where ${condition} order by u.code`.execute(tx);
  return rows.map((row) => shown(row, at));
}

/** Units of the caller's scope by code, as they are at a moment (ms); retired ones are not. */
export const listUnits = (tx: Tx, at: number): Promise<Unit[]> => unitsWhere(tx, allAround(new Date(at)), sql`u.retired_at is null`, at);

/** One unit; null outside the caller's scope. */
export async function unitById(tx: Tx, unitId: string, at: number): Promise<Unit | null> {
  return (await unitsByIds(tx, [unitId], at))[0] ?? null;
}

/** Some units by id, in no order. */
export const unitsByIds = (tx: Tx, unitIds: readonly string[], at: number): Promise<Unit[]> =>
  unitsWhere(tx, someAround(unitIds, new Date(at)), sql`u.unit_id = any (${[...unitIds]}::uuid[])`, at);

/** The persons who speak for a unit at a moment (ms). */
export async function speakersOf(tx: Tx, unitId: string, at: number): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`select amaliyat_speakers(${unitId}, ${new Date(at)})::text[] as ids`.execute(tx);
  return rows[0]?.ids ?? [];
}

/** Time of a crew's act and time at which the room received it (ms). */
export type Acted = { readonly acted: number; readonly heard: number };

/** True for a person who speaks for a unit, or spoke for it when the act was done. */
export async function actedFor(tx: Tx, userId: string, unitId: string, { acted, heard }: Acted): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`
    select amaliyat_acted_for(${userId}, ${unitId}, ${new Date(acted)}, ${new Date(heard)}) as own`.execute(tx);
  return rows[0]?.own ?? false;
}

/** Next time at which the roster changes the unit for which a person speaks; null if it plans no change. */
export async function speakingChanges(tx: Tx, userId: string, at: number): Promise<string | null> {
  const { rows } = await sql<{ change: Date | null }>`select amaliyat_speaking_changes(${userId}, ${new Date(at)}) as change`.execute(tx);
  return rows[0]?.change?.toISOString() ?? null;
}

/** Unit for which a person spoke at each of some moments; if none, the unit for which the person speaks now. */
export async function unitsAt(tx: Tx, userId: string, moments: readonly Date[], now: number): Promise<ReadonlyMap<number, string>> {
  const heard = new Date(now);
  const { rows } = await sql<{ at: Date; unit_id: string | null }>`
    select at, coalesce(amaliyat_speaks_for(${userId}, at, 'infinity', ${heard}),
      amaliyat_speaks_for(${userId}, ${heard}, 'infinity', ${heard})) as unit_id
    from unnest(${[...moments]}::timestamptz[]) as given (at)`.execute(tx);
  return new Map(rows.flatMap(({ at, unit_id }) => (unit_id === null ? [] : [[at.getTime(), unit_id]])));
}

/** The user name of a patrol that works in one of some sectors; null if the user is none. */
export async function patrolName(tx: Tx, userId: string, sectors: readonly string[]): Promise<string | null> {
  const found = sql<{ username: string }>`
    select username from person where user_id = ${userId} and role = 'patrol'
      and exists (select from person_sector s where s.user_id = person.user_id and s.sector_id = any(${[...sectors]}::text[]))`;
  return (await asRoom(tx, () => found.execute(tx))).rows[0]?.username ?? null;
}

/** True for a sector of the town. */
export async function isSector(tx: Tx, sectorId: string): Promise<boolean> {
  return (await sql`select from sector_tree where sector_id = ${sectorId}`.execute(tx)).rows.length > 0;
}

/** The telephone of a unit that a scope sees, in the spelling in which it is dialled; null where it has none. */
export async function phoneOfUnit(tx: Tx, unitId: string): Promise<string | null> {
  return (
    (await sql<{ phone: string | null }>`select phone from unit where unit_id = ${unitId} and retired_at is null`.execute(tx)).rows[0]
      ?.phone ?? null
  );
}
