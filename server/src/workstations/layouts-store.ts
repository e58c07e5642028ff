import type { Layout } from "@amaliyat/contract/workstations";
import type { Grid } from "@amaliyat/domain/workstations";
import { sql } from "kysely";
import { lockUntilEnd, type Tx } from "../platform/database/index.ts";
import { hidingOthers } from "./seen-cameras-queries.ts";

type Row = {
  layout_id: string;
  name: string;
  is_shared: boolean;
  owner_id: string;
  owner_name: string | null;
  saved_at: Date;
  version: number;
  grid: Grid;
  cameras: (string | null)[];
};

const shown = (row: Row): Layout => ({
  layoutId: row.layout_id,
  name: row.name,
  isShared: row.is_shared,
  ownerId: row.owner_id,
  ownerName: row.owner_name ?? "",
  savedAt: row.saved_at.toISOString(),
  version: row.version,
  grid: row.grid,
  cameras: row.cameras,
});

/** Layouts that the caller may use, by name; all, or the one of an id. A camera that the caller does not see is left out. */
export async function layoutsOf(tx: Tx, layoutId: string | null = null): Promise<Layout[]> {
  const { rows } = await sql<Row>`
    select l.layout_id, l.name, l.is_shared, l.owner_id, p.name as owner_name, l.saved_at, l.version, l.grid, l.cameras
    from layout l left join person p on p.user_id = l.owner_id
    where ${layoutId}::uuid is null or l.layout_id = ${layoutId}::uuid order by l.is_shared desc, amaliyat_fold(l.name), l.layout_id`.execute(
    tx,
  );
  const hide = await hidingOthers(
    tx,
    rows.flatMap(({ cameras }) => cameras),
  );
  return rows.map((row) => shown({ ...row, cameras: hide(row.cameras) }));
}

/** Locks the layouts for writing. Held until the transaction ends. */
export const lockLayouts = (tx: Tx): Promise<void> => lockUntilEnd(tx, "layouts");

type Named = Pick<Layout, "layoutId" | "name" | "isShared" | "ownerId">;

/** True if another layout has the name: one of the same owner, or a shared one beside a shared one. */
export async function isNameTaken(tx: Tx, { layoutId, name, isShared, ownerId }: Named): Promise<boolean> {
  const { rows } = await sql`
    select from layout where layout_id <> ${layoutId} and amaliyat_fold(name) = amaliyat_fold(${name})
      and (owner_id = ${ownerId} or (is_shared and ${isShared}))`.execute(tx);
  return rows.length > 0;
}

/** Counts the layouts that a person owns. */
export async function countOwn(tx: Tx, ownerId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from layout where owner_id = ${ownerId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

type Saved = Named & Pick<Layout, "grid" | "cameras" | "version"> & { readonly at: number };

/** Inserts a layout. */
export async function insertLayout(tx: Tx, { layoutId, name, isShared, ownerId, grid, cameras, version, at }: Saved): Promise<void> {
  await sql`
    insert into layout (layout_id, name, is_shared, owner_id, saved_at, version, grid, cameras)
    values (${layoutId}, ${name}, ${isShared}, ${ownerId}, ${new Date(at)}, ${version}, ${grid}, ${JSON.stringify(cameras)}::jsonb)`.execute(
    tx,
  );
}

export async function updateLayout(tx: Tx, { layoutId, name, isShared, grid, cameras, version, at }: Saved): Promise<void> {
  await sql`
    update layout set name = ${name}, is_shared = ${isShared}, saved_at = ${new Date(at)}, version = ${version}, grid = ${grid},
      cameras = ${JSON.stringify(cameras)}::jsonb where layout_id = ${layoutId}`.execute(tx);
}

export async function deleteLayout(tx: Tx, layoutId: string): Promise<void> {
  await sql`delete from layout where layout_id = ${layoutId}`.execute(tx);
}
