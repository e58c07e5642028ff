import type { Shift as ShownShift } from "@amaliyat/contract/shifts";
import type { HeldShift, Shift } from "@amaliyat/domain/shifts";
import { sql, type RawBuilder } from "kysely";
import { lockUntilEnd, type Tx } from "../../platform/database/index.ts";
import type { ShiftRecord } from "./shifts-tables.ts";

type Named = Omit<ShiftRecord, "cancelled_at" | "cancelled_by"> & {
  chief_name: string;
  started_name: string | null;
  outgoing_name: string | null;
  incoming_name: string | null;
};

const signature = (at: Date | null, userId: string | null, name: string | null): ShownShift["outgoing"] =>
  at === null || userId === null ? null : { at: at.toISOString(), userId, name: name ?? "" };

const shown = (row: Named): ShownShift => ({
  shiftId: row.shift_id,
  sectorId: row.sector_id,
  version: row.version,
  kind: row.kind,
  name: row.name,
  from: row.from_at.toISOString(),
  to: row.to_at.toISOString(),
  chief: { userId: row.chief, name: row.chief_name },
  started: signature(row.started_at, row.started_by, row.started_name),
  coversFrom: row.covers_from?.toISOString() ?? null,
  startedFor: row.started_for,
  outgoing: signature(row.outgoing_at, row.outgoing_by, row.outgoing_name),
  hash: row.hash,
  inPlaceOf: row.in_place_of,
  incoming: signature(row.incoming_at, row.incoming_by, row.incoming_name),
  relievedFor: row.relieved_for,
  reason: row.reason,
});

async function shiftsWhere(tx: Tx, condition: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<ShownShift[]> {
  const { rows } = await sql<Named>`
    select s.*, c.name as chief_name, b.name as started_name, o.name as outgoing_name, n.name as incoming_name
    from shift s join person c on c.user_id = s.chief left join person b on b.user_id = s.started_by
    left join person o on o.user_id = s.outgoing_by left join person n on n.user_id = s.incoming_by
    where ${condition} order by ${order} limit 500`.execute(tx);
  return rows.map(shown);
}

/** Shifts of some sectors that touch a span, running ones always. */
export const listShifts = (tx: Tx, covers: readonly string[], from: string, to: string): Promise<ShownShift[]> =>
  shiftsWhere(
    tx,
    sql`s.sector_id = any(${[...covers]}::text[])
      and ((s.from_at < ${to} and s.to_at > ${from}) or s.kind in ('running','handing_over'))`,
    sql`s.from_at, s.sector_id`,
  );

export async function shiftById(tx: Tx, shiftId: string): Promise<ShownShift | null> {
  return (await shiftsWhere(tx, sql`s.shift_id = ${shiftId}`, sql`s.shift_id`))[0] ?? null;
}

/** Time around a plan in which its neighbours are looked for: no row of hours is longer. */
const AROUND_MS = 7 * 24 * 3_600_000;

/** Shifts of a sector or of a chief around a span, as they were worked where they were. In the room's scope: a chief may lead elsewhere. */
export async function heldAround(
  tx: Tx,
  { sectorId, chief, from, to }: Pick<Shift, "sectorId" | "chief" | "from" | "to">,
): Promise<HeldShift[]> {
  type Row = { shift_id: string; sector_id: string; name: string; chief: string; from_at: Date; to_at: Date; is_over: boolean };
  const { rows } = await sql<Row>`
    select shift_id, sector_id, name, chief, coalesce(started_at, from_at) as from_at,
      case when kind = 'handed_over' then outgoing_at else to_at end as to_at, kind = 'handed_over' as is_over
    from shift
    where (sector_id = ${sectorId} or chief = ${chief}) and kind <> 'cancelled'
      and from_at < ${new Date(to + AROUND_MS)} and to_at > ${new Date(from - AROUND_MS)}`.execute(tx);
  return rows.map((row) => ({
    shiftId: row.shift_id,
    sectorId: row.sector_id,
    name: row.name,
    chief: row.chief,
    from: row.from_at.getTime(),
    to: Math.max(row.from_at.getTime(), row.to_at.getTime()),
    isOver: row.is_over,
  }));
}

/** One plan is judged at a time: two that overlap are not both taken unseen. */
export async function lockPlans(tx: Tx): Promise<void> {
  await lockUntilEnd(tx, "shiftPlans");
}

/**
 * The running shift that a person works in. It is the one that the person leads, else that of the nearest sector from the person's own up
 * to the top, else one below.
 */
export async function runningFor(tx: Tx, userId: string, covers: readonly string[]): Promise<ShownShift | null> {
  const found = await sql<{ shift_id: string }>`
    with recursive up as (
      select s.sector_id, s.parent_id, 0 as height from person_sector u join sector_tree s using (sector_id) where u.user_id = ${userId}
      union all
      select p.sector_id, p.parent_id, up.height + 1 from up join sector_tree p on p.sector_id = up.parent_id where up.height < 20
    )
    select s.shift_id from shift s left join (select sector_id, min(height) as height from up group by 1) near using (sector_id)
    where s.kind in ('running','handing_over') and (near.height is not null or s.sector_id = any(${[...covers]}::text[]))
    order by (s.chief = ${userId}) desc, near.height nulls last, s.started_at desc limit 1`.execute(tx);
  const id = found.rows[0]?.shift_id;
  return id === undefined ? null : shiftById(tx, id);
}

/** A sector with all below it. */
export async function sectorsBelow(tx: Tx, sectorId: string): Promise<string[]> {
  const { rows } = await sql<{ sector_id: string }>`
    with recursive down as (
      select sector_id from sector_tree where sector_id = ${sectorId}
      union select s.sector_id from sector_tree s join down on s.parent_id = down.sector_id
    ) select sector_id from down order by 1`.execute(tx);
  return rows.map((row) => row.sector_id);
}

/** The role of a person who is designated at a moment and whose competence meets a sector; null if there is none such. */
export async function roleIn(tx: Tx, userId: string, sectorId: string, at: Date, whole: boolean): Promise<string | null> {
  const { rows } = await sql<{ role: string }>`
    with recursive up as (
      select sector_id, parent_id from sector_tree where sector_id = ${sectorId}
      union select p.sector_id, p.parent_id from sector_tree p join up on p.sector_id = up.parent_id
    ), down as (
      select sector_id from sector_tree where sector_id = ${sectorId}
      union select s.sector_id from sector_tree s join down on s.parent_id = down.sector_id
    )
    select u.role from person u
    where u.user_id = ${userId} and not u.ended and (u.designated_until is null or u.designated_until > ${at})
      and exists (select from person_sector o where o.user_id = u.user_id
        and (o.sector_id in (select sector_id from up) or (not ${whole}::boolean and o.sector_id in (select sector_id from down))))`.execute(
    tx,
  );
  return rows[0]?.role ?? null;
}

/** True if a sector is another one, or lies below it. */
export async function isWithin(tx: Tx, sectorId: string, ofSectorId: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive up as (
      select sector_id, parent_id from sector_tree where sector_id = ${sectorId}
      union select p.sector_id, p.parent_id from sector_tree p join up on p.sector_id = up.parent_id
    ) select from up where sector_id = ${ofSectorId}`.execute(tx);
  return rows.length > 0;
}
