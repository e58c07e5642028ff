import type { Driven, RoadClass, Seen } from "@amaliyat/domain/dispatch";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

// All of it in the room's own scope.

/** Reads the speeds that were learnt until now. */
export async function learntSpeeds(tx: Tx): Promise<Driven[]> {
  const { rows } = await sql<{ hour: number; road_class: RoadClass; expected_s: number; driven_s: number }>`
    select hour, road_class, expected_s, driven_s from learnt_speed`.execute(tx);
  return rows.map((row) => ({ hour: row.hour, roadClass: row.road_class, expectedS: row.expected_s, drivenS: row.driven_s }));
}

/**
 * Locks and returns the time up to which drives were learnt, in epoch milliseconds; `begin` if none were. No other process learns until the
 * transaction ends.
 */
export async function lockLearnt(tx: Tx, begin: number): Promise<number> {
  await sql`insert into speeds_learnt (until) values (${new Date(begin)}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ until: Date }>`select until from speeds_learnt for update`.execute(tx);
  return rows[0]?.until.getTime() ?? begin;
}

/** Writes the speeds learnt from drives that arrived until a moment. */
export async function writeLearnt(tx: Tx, learnt: readonly Driven[], until: number): Promise<void> {
  await sql`update speeds_learnt set until = ${new Date(until)}`.execute(tx);
  const cells = learnt.map(({ hour, roadClass, expectedS, drivenS }) => ({
    hour,
    road_class: roadClass,
    expected_s: expectedS,
    driven_s: drivenS,
  }));
  await sql`
    insert into learnt_speed select * from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb)
      as cell(hour smallint, road_class text, expected_s double precision, driven_s double precision)
    on conflict (hour, road_class) do update set expected_s = excluded.expected_s, driven_s = excluded.driven_s`.execute(tx);
}

/** The drives of vehicles that arrived after one moment and until another, each by its positions in the order of time. */
export async function drivesBetween(tx: Tx, after: number, until: number): Promise<Seen[][]> {
  const { rows } = await sql<{ assignment_id: string; at: Date; lat: number; lon: number }>`
    select a.assignment_id, p.at, p.lat, p.lon from assignment a join unit u using (unit_id)
      join unit_position p on p.unit_id = a.unit_id and p.at between a.en_route_at and a.on_scene_at
    where a.on_scene_at > ${new Date(after)} and a.on_scene_at <= ${new Date(until)} and u.kind <> 'foot'
    order by a.assignment_id, p.at`.execute(tx);
  const seen = rows.map(({ assignment_id, at, lat, lon }) => ({ assignment_id, point: { lat, lon }, at: at.getTime() }));
  return [...Map.groupBy(seen, ({ assignment_id }) => assignment_id).values()];
}
