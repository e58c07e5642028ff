import type { Workstation, WorkstationWindow } from "@amaliyat/contract/workstations";
import { WINDOW_ROLES } from "@amaliyat/domain/workstations";
import { sql } from "kysely";
import { lockUntilEnd, type Tx } from "../platform/database/index.ts";

type Row = { workstation_id: string; number: number; name: string | null; windows: WorkstationWindow[] | null };

const shown = (row: Row): Workstation => ({
  workstationId: row.workstation_id,
  number: row.number,
  name: row.name,
  windows: (row.windows ?? []).toSorted((a, b) => WINDOW_ROLES.indexOf(a.role) - WINDOW_ROLES.indexOf(b.role)),
});

/** Workstations with their windows, by number; all, or the one of an id. */
export async function workstationsOf(tx: Tx, workstationId: string | null = null): Promise<Workstation[]> {
  const { rows } = await sql<Row>`
    select s.workstation_id, s.number, s.name,
      (select jsonb_agg(jsonb_build_object('role', w.role, 'bounds', w.bounds, 'wall', w.wall))
        from workstation_window w where w.workstation_id = s.workstation_id) as windows
    from workstation s where ${workstationId}::uuid is null or s.workstation_id = ${workstationId}::uuid order by s.number`.execute(tx);
  return rows.map(shown);
}

/** Locks the workstations for a new number, and counts them. Held until the transaction ends. */
export async function lockWorkstations(tx: Tx): Promise<{ readonly count: number; readonly last: number }> {
  await lockUntilEnd(tx, "workstations");
  const { rows } = await sql<{ count: number; last: number }>`
    select count(*)::int as count, coalesce(max(number), 0) as last from workstation`.execute(tx);
  return rows[0] ?? { count: 0, last: 0 };
}

export async function insertWorkstation(tx: Tx, workstationId: string, number: number): Promise<void> {
  await sql`insert into workstation (workstation_id, number) values (${workstationId}, ${number})`.execute(tx);
}

/** Names a workstation; false if there is none of this id. */
export async function updateName(tx: Tx, workstationId: string, name: string | null): Promise<boolean> {
  const { rows } = await sql`update workstation set name = ${name} where workstation_id = ${workstationId} returning number`.execute(tx);
  return rows.length > 0;
}

type Standing = { readonly bounds?: WorkstationWindow["bounds"] | undefined; readonly wall?: WorkstationWindow["wall"] | undefined };

const json = (value: object | null | undefined): string | null => (value ? JSON.stringify(value) : null);

/** Writes down that a workstation is used, and locks it until the transaction ends; false if there is none of this id. */
export async function useWorkstation(tx: Tx, workstationId: string, at: number): Promise<boolean> {
  const { rows } = await sql`
    update workstation set used_at = greatest(used_at, ${new Date(at)}) where workstation_id = ${workstationId} returning number`.execute(
    tx,
  );
  return rows.length > 0;
}

export type KeptWall = { readonly wall: WorkstationWindow["wall"]; readonly by: string | null };

/** The wall of a window and who arranged it last; null by whom is not known. */
export async function wallOf(tx: Tx, workstationId: string, role: string): Promise<KeptWall> {
  const { rows } = await sql<KeptWall>`
    select wall, wall_by as by from workstation_window where workstation_id = ${workstationId} and role = ${role}`.execute(tx);
  return rows[0] ?? { wall: null, by: null };
}

/** Inserts or updates the window of a role at a workstation that is locked; a part that is left out stays as it is. */
export async function upsertWindow(tx: Tx, workstationId: string, role: string, { bounds, wall }: Standing, by: string): Promise<void> {
  await sql`
    insert into workstation_window (workstation_id, role, bounds, wall, wall_by)
    values (${workstationId}, ${role}, ${json(bounds)}::jsonb, ${json(wall)}::jsonb, ${wall === undefined ? null : by}::uuid)
    on conflict (workstation_id, role) do update set
      bounds = case when ${bounds === undefined} then workstation_window.bounds else excluded.bounds end,
      wall = case when ${wall === undefined} then workstation_window.wall else excluded.wall end,
      wall_by = case when ${wall === undefined} or workstation_window.wall = excluded.wall then workstation_window.wall_by else excluded.wall_by end`.execute(
    tx,
  );
}

/** Deletes the window of a role, if it stands. */
export async function deleteWindow(tx: Tx, workstationId: string, role: string): Promise<void> {
  await sql`delete from workstation_window where workstation_id = ${workstationId} and role = ${role}`.execute(tx);
}
