import type { Workstation, WorkstationWindow } from "@amaliyat/contract/workstations";
import { WINDOW_ROLES } from "@amaliyat/domain/workstations";
import { sql } from "kysely";
import { lockUntilEnd, type Tx } from "../platform/database/index.ts";
import { hidingOthers } from "./seen-cameras-queries.ts";

type Row = { workstation_id: string; number: number; name: string | null; windows: WorkstationWindow[] | null };

const shown = (row: Row): Workstation => ({
  workstationId: row.workstation_id,
  number: row.number,
  name: row.name,
  windows: (row.windows ?? []).toSorted((a, b) => WINDOW_ROLES.indexOf(a.role) - WINDOW_ROLES.indexOf(b.role)),
});

/** Workstations with their windows, by number; all, or the one of an id. A camera that the caller does not see is left out. */
export async function workstationsOf(tx: Tx, workstationId: string | null = null): Promise<Workstation[]> {
  const { rows } = await sql<Row>`
    select s.workstation_id, s.number, s.name,
      (select jsonb_agg(jsonb_build_object('role', w.role, 'bounds', w.bounds, 'wall', w.wall))
        from workstation_window w where w.workstation_id = s.workstation_id) as windows
    from workstation s where ${workstationId}::uuid is null or s.workstation_id = ${workstationId}::uuid order by s.number`.execute(tx);
  const walls = rows.flatMap((row) => (row.windows ?? []).flatMap(({ wall }) => wall?.cameras ?? []));
  const hide = await hidingOthers(tx, walls);
  const ofCaller = (one: WorkstationWindow): WorkstationWindow => ({
    ...one,
    wall: one.wall && { grid: one.wall.grid, cameras: hide(one.wall.cameras) },
  });
  return rows.map((row) => shown({ ...row, windows: row.windows?.map(ofCaller) ?? null }));
}

/** Locks the workstations for a new number. Held until the transaction ends. */
export const lockWorkstations = (tx: Tx): Promise<void> => lockUntilEnd(tx, "workstations");

type Counts = { readonly count: number; readonly last: number; readonly added: number };

/** Counts the workstations, and those that a person added in the 24 hours before a time; `last` is the highest number. */
export async function countWorkstations(tx: Tx, by: string, at: number): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*)::int as count, coalesce(max(number), 0) as last,
      count(*) filter (where created_by = ${by} and created_at > ${new Date(at)}::timestamptz - interval '24 hours')::int as added
    from workstation`.execute(tx);
  return rows[0] ?? { count: 0, last: 0, added: 0 };
}

type Created = { readonly workstationId: string; readonly number: number; readonly by: string; readonly at: number };

export async function insertWorkstation(tx: Tx, { workstationId, number, by, at }: Created): Promise<void> {
  await sql`
    insert into workstation (workstation_id, number, created_at, created_by, used_at)
    values (${workstationId}, ${number}, ${new Date(at)}, ${by}, ${new Date(at)})`.execute(tx);
}

/** Deletes workstations with their windows, and gives their numbers. */
export async function deleteWorkstations(tx: Tx, workstationIds: readonly string[]): Promise<number[]> {
  if (workstationIds.length === 0) return [];
  const ids = sql`${[...workstationIds]}::uuid[]`;
  // A window that is written at this moment holds its workstation: it is waited for before the windows are deleted.
  await sql`select from workstation where workstation_id = any(${ids}) for update`.execute(tx);
  await sql`delete from workstation_window where workstation_id = any(${ids})`.execute(tx);
  const { rows } = await sql<{ number: number }>`delete from workstation where workstation_id = any(${ids}) returning number`.execute(tx);
  return rows.map(({ number }) => number).toSorted((a, b) => a - b);
}

type Found = { workstation_id: string };
const idsOf = ({ rows }: { readonly rows: readonly Found[] }): string[] => rows.map((row) => row.workstation_id);

/** Finds and locks the workstations without a name that are idle: for 30 days, or for an hour if no window stands there. */
export const lockIdle = async (tx: Tx, at: number): Promise<string[]> =>
  idsOf(
    await sql<Found>`
      select s.workstation_id from workstation s
      where s.name is null and (s.used_at < ${new Date(at)}::timestamptz - interval '30 days'
        or (s.used_at < ${new Date(at)}::timestamptz - interval '1 hour'
          and not exists (select from workstation_window w where w.workstation_id = s.workstation_id)))
      order by s.number for update of s`.execute(tx),
  );

/** Finds and locks the workstation without a name that is idle for longest, a day at least; none if there is none. */
export const lockLongestIdle = async (tx: Tx, at: number): Promise<string[]> =>
  idsOf(
    await sql<Found>`
      select workstation_id from workstation
      where name is null and used_at < ${new Date(at)}::timestamptz - interval '1 day'
      order by used_at, number limit 1 for update`.execute(tx),
  );

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
