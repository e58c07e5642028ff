import type { Assignment as ShownAssignment, Duty, Unit } from "@amaliyat/contract/dispatch";
import { viewUnit, type AssignmentKind, type UnitKind, type UnitStatus } from "@amaliyat/domain/dispatch";
import type { Priority, SubcategoryCode } from "@amaliyat/domain/interventions";
import { sql, type RawBuilder } from "kysely";
import { assignmentJson } from "../interventions/index.ts";
import { asRoom, type Tx } from "../platform/database/index.ts";

type UnitRecord = {
  unit_id: string;
  code: string;
  kind: UnitKind;
  sector_id: string;
  user_id: string | null;
  in_service: boolean;
  out_reason: string | null;
  status_since: Date;
  lat: number | null;
  lon: number | null;
  heading_deg: number | null;
  position_at: Date | null;
  bound_kind: AssignmentKind | null;
  bound_since: Date | null;
  intervention_id: string | null;
};

const statusOf = (row: UnitRecord): UnitStatus =>
  viewUnit(
    {
      inService: row.in_service,
      reserved: false,
      distress: false,
      position: null,
      assignments: row.bound_kind === null ? [] : [row.bound_kind],
    },
    0,
  ).status;

const shown = (row: UnitRecord): Unit => ({
  unitId: row.unit_id,
  code: row.code,
  kind: row.kind,
  sectorId: row.sector_id,
  status: statusOf(row),
  statusSince: (row.bound_since ?? row.status_since).toISOString(),
  outReason: row.out_reason,
  userId: row.user_id,
  position:
    row.lat === null || row.lon === null || row.position_at === null
      ? null
      : { place: { lat: row.lat, lon: row.lon }, headingDeg: row.heading_deg, at: row.position_at.toISOString() },
  interventionId: row.intervention_id,
});

async function unitsWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<Unit[]> {
  const { rows } = await sql<UnitRecord>`
    select u.*, a.kind as bound_kind, a.intervention_id,
      coalesce(a.on_scene_at, a.en_route_at, a.accepted_at, a.assigned_at) as bound_since
    from unit u left join assignment a on a.unit_id = u.unit_id and a.kind in ('assigned','accepted','en_route','on_scene')
    where ${condition} order by u.code`.execute(tx);
  return rows.map(shown);
}

/** Units of the caller's scope by code. */
export const listUnits = (tx: Tx): Promise<Unit[]> => unitsWhere(tx, sql`true`);

/** One unit; null outside the caller's scope. */
export async function unitById(tx: Tx, unitId: string): Promise<Unit | null> {
  return (await unitsWhere(tx, sql`u.unit_id = ${unitId}`))[0] ?? null;
}

/** The user name of a patrol that works in one of some sectors; null if the user is none. */
export async function patrolName(tx: Tx, userId: string, sectors: readonly string[]): Promise<string | null> {
  const found = sql<{ username: string }>`
    select username from users where user_id = ${userId} and role = 'patrol'
      and exists (select from user_sector s where s.user_id = users.user_id and s.sector_id = any(${[...sectors]}::text[]))`;
  return (await asRoom(tx, () => found.execute(tx))).rows[0]?.username ?? null;
}

export async function assignmentById(tx: Tx, assignmentId: string): Promise<ShownAssignment | null> {
  const { rows } = await sql<{ shown: ShownAssignment }>`
    select ${assignmentJson} as shown from assignment a left join users by on by.user_id = a.assigned_by
    where a.assignment_id = ${assignmentId}`.execute(tx);
  return rows[0]?.shown ?? null;
}

/** What a patrol is sent to. Read in the room's own scope: the place may lie outside the patrol's sector. */
export async function dutyOf(tx: Tx, unitId: string): Promise<Duty["assignments"]> {
  type Row = {
    shown: ShownAssignment;
    reference: string;
    subcategory: SubcategoryCode;
    priority: Priority;
    lat: number | null;
    lon: number | null;
    place_text: string | null;
  };
  const { rows } = await sql<Row>`
    select ${assignmentJson} as shown, i.reference, i.subcategory, i.priority, i.lat, i.lon, i.place_text
    from assignment a join intervention i using (intervention_id) left join users by on by.user_id = a.assigned_by
    where a.unit_id = ${unitId} and a.kind in ('assigned','accepted','en_route','on_scene') order by a.assigned_at`.execute(tx);
  return rows.map((row) => ({
    ...row.shown,
    reference: row.reference,
    subcategory: row.subcategory,
    priority: row.priority,
    place: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
    placeText: row.place_text,
  }));
}
