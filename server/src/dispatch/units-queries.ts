import type { Unit } from "@amaliyat/contract/dispatch";
import { checkInDue, viewUnit, type AssignmentKind } from "@amaliyat/domain/dispatch";
import { sql, type RawBuilder } from "kysely";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { DispatchTables } from "./dispatch-tables.ts";

type UnitRecord = DispatchTables["unit"] & {
  crew: string[];
  in_service: boolean;
  /** Of its bound assignments, what it works on first. */
  bound: AssignmentKind[] | null;
  bound_at: string[] | null;
  bound_since: Date | null;
  on_scene_since: Date | null;
  taken_up_by: string | null;
};

const placeOf = (lat: number | null, lon: number | null) => (lat === null || lon === null ? null : { lat, lon });
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What is said of a unit, the same on every screen. `at` decides whether a reservation still holds. */
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
    position: place === null || row.position_at === null ? null : { place, headingDeg: row.heading_deg, at: row.position_at.toISOString() },
    interventionId,
    alsoAt,
  };
}

/** How far a unit is with an assignment: on scene before on its way before what waits; of two alike the one that it works on. */
const FURTHEST = sql.raw(`array_position(array['on_scene','en_route','accepted','assigned'], a.kind), a.stacked, a.assigned_at`);

const WORK = sql`
  array_agg(a.kind order by ${FURTHEST}) as bound, array_agg(a.intervention_id order by ${FURTHEST}) as bound_at,
  (array_agg(coalesce(a.on_scene_at, a.en_route_at, a.accepted_at, a.assigned_at) order by ${FURTHEST}))[1] as bound_since,
  min(a.on_scene_at) filter (where a.kind = 'on_scene') as on_scene_since
  from assignment a where a.kind in ('assigned','accepted','en_route','on_scene')`;

/** For all units what they are bound to is gathered in one pass, for some it is looked up. */
const ALL_WORK = sql`left join (select a.unit_id, ${WORK} group by a.unit_id) w on w.unit_id = u.unit_id`;
const OWN_WORK = sql`left join lateral (select ${WORK} and a.unit_id = u.unit_id) w on true`;

async function unitsWhere(tx: Tx, work: RawBuilder<unknown>, condition: RawBuilder<unknown>, at: number): Promise<Unit[]> {
  const { rows } = await sql<UnitRecord>`
    select u.*, w.bound, w.bound_at, w.bound_since, w.on_scene_since,
      case when u.distress_taken_up_by is not null then (select name from users where user_id = u.distress_taken_up_by) end as taken_up_by
    from unit u ${work} where ${condition} order by u.code`.execute(tx);
  return rows.map((row) => shown(row, at));
}

/** Units of the caller's scope by code, as they are at a moment (ms). */
export const listUnits = (tx: Tx, at: number): Promise<Unit[]> => unitsWhere(tx, ALL_WORK, sql`true`, at);

/** One unit; null outside the caller's scope. */
export async function unitById(tx: Tx, unitId: string, at: number): Promise<Unit | null> {
  return (await unitsWhere(tx, OWN_WORK, sql`u.unit_id = ${unitId}`, at))[0] ?? null;
}

/** Some units by id, in no order. */
export const unitsByIds = (tx: Tx, unitIds: readonly string[], at: number): Promise<Unit[]> =>
  unitsWhere(tx, OWN_WORK, sql`u.unit_id = any (${[...unitIds]}::uuid[])`, at);

/** The user name of a patrol that works in one of some sectors; null if the user is none. */
export async function patrolName(tx: Tx, userId: string, sectors: readonly string[]): Promise<string | null> {
  const found = sql<{ username: string }>`
    select username from users where user_id = ${userId} and role = 'patrol'
      and exists (select from user_sector s where s.user_id = users.user_id and s.sector_id = any(${[...sectors]}::text[]))`;
  return (await asRoom(tx, () => found.execute(tx))).rows[0]?.username ?? null;
}

/** The telephone of a unit that a scope sees, in the spelling in which it is dialled; null where it has none. */
export async function phoneOfUnit(tx: Tx, unitId: string): Promise<string | null> {
  return (await sql<{ phone: string | null }>`select phone from unit where unit_id = ${unitId}`.execute(tx)).rows[0]?.phone ?? null;
}
