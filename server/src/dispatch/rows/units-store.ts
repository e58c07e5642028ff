import type { Point } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import { STEP_MS } from "../../platform/clock.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { dispatchTables, type DispatchTables } from "./dispatch-tables.ts";

type UnitRow = DispatchTables["unit"];
type NewUnit = Pick<UnitRow, "unit_id" | "code" | "kind" | "sector_id" | "user_id" | "skills" | "vehicle" | "status_since">;

/** Inserts the account that spoke for a unit until a moment: that person still reports acts done before it. */
export async function insertAccountBefore(tx: Tx, unitId: string, userId: string | null, until: Date): Promise<void> {
  const before = dispatchTables(tx).insertInto("unit_account_before").values({ unit_id: unitId, user_id: userId, until_at: until });
  await asRoom(tx, () => before.onConflict((conflict) => conflict.doNothing()).execute());
}

export async function insertUnit(tx: Tx, row: NewUnit): Promise<void> {
  await dispatchTables(tx).insertInto("unit").values(row).execute();
  await insertAccountBefore(tx, row.unit_id, null, row.status_since);
}

/**
 * The unit that stands for a person in distress. If there is none it is made, with the badge as its code and the person's first sector. If
 * another unit has that code, a number follows it. Null if the desk ended the call before, and with it that unit, in this moment. In the
 * room's own scope.
 */
export async function personUnit(tx: Tx, unitId: string, userId: string, at: Date): Promise<string | null> {
  await sql`
    insert into unit (unit_id, code, kind, sector_id, person_id, crew, status_since)
    select ${unitId}, (
        select code from (select u.badge as code, 1 as place union all select u.badge || '-' || n, n from generate_series(2, 1000) n) c
        where not exists (select from unit t where t.code_key = amaliyat_code_key(c.code) and t.retired_at is null) order by place limit 1),
      'foot', coalesce((select min(sector_id) from person_sector s where s.user_id = u.user_id), (select min(sector_id) from sector_tree where parent_id is null)),
      u.user_id, array[u.name], ${at}
    from person u where u.user_id = ${userId}
    on conflict (person_id) where retired_at is null do nothing`.execute(tx);
  const own = dispatchTables(tx).selectFrom("unit").select("unit_id").where("person_id", "=", userId).where("retired_at", "is", null);
  return (await own.executeTakeFirst())?.unit_id ?? null;
}

/** Locks a unit for a change; undefined outside the caller's scope. */
export const lockUnit = (tx: Tx, unitId: string) =>
  dispatchTables(tx).selectFrom("unit").selectAll().where("unit_id", "=", unitId).forUpdate().executeTakeFirst();

/**
 * Sector of a unit that may get a crew, or null. It is not retired until the transaction ends: a retirement of the same moment waits, and
 * then finds the crew.
 */
export async function lockForCrew(tx: Tx, unitId: string): Promise<string | null> {
  const unit = dispatchTables(tx).selectFrom("unit").select("sector_id").where("unit_id", "=", unitId);
  const found = unit.where("retired_at", "is", null).where("person_id", "is", null).forKeyShare();
  return (await found.executeTakeFirst())?.sector_id ?? null;
}

/** True for a unit that was retired. */
export async function isRetired(tx: Tx, unitId: string): Promise<boolean> {
  const unit = dispatchTables(tx).selectFrom("unit").select("retired_at").where("unit_id", "=", unitId);
  return ((await unit.executeTakeFirst())?.retired_at ?? null) !== null;
}

/** True for a unit that may be bound without an order: it is in service and not retired. */
export async function isInService(tx: Tx, unitId: string): Promise<boolean> {
  const unit = dispatchTables(tx).selectFrom("unit").select(["retired_at", "in_service"]).where("unit_id", "=", unitId);
  const found = await unit.executeTakeFirst();
  return found !== undefined && found.retired_at === null && found.in_service;
}

/**
 * The unit for which a person speaks at a moment (ms); undefined where the person speaks for none. Changes dated after `heard`, by a clock
 * that was put back since, count as done at `heard`.
 */
export const unitOfUser = (tx: Tx, userId: string, at: number, heard = at) =>
  dispatchTables(tx)
    .selectFrom("unit")
    .selectAll()
    .where("unit_id", "=", sql<string>`amaliyat_speaks_for(${userId}::uuid, ${new Date(at)}, 'infinity', ${new Date(heard)})`)
    .executeTakeFirst();

type UnitChange = Partial<Omit<UnitRow, "unit_id" | "crew" | "in_service">> & { crew?: string[]; in_service?: boolean };

export async function changeUnitRow(tx: Tx, unitId: string, change: UnitChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await dispatchTables(tx).updateTable("unit").set(change).where("unit_id", "=", unitId).execute();
}

/** A step of an assignment changes what is said of the unit, and what it did before is over; a late one does not make it unheard of since. */
export async function stampUnit(tx: Tx, unitId: string, at: Date): Promise<void> {
  const heard_at = sql<Date>`greatest(heard_at, ${at})`;
  await dispatchTables(tx).updateTable("unit").set({ status_since: at, heard_at, activity: null }).where("unit_id", "=", unitId).execute();
}

/** A unit was heard of at a moment; one that lies before the last changes nothing. */
export const heardFrom = (tx: Tx, unitId: string, at: Date): Promise<unknown> =>
  dispatchTables(tx)
    .updateTable("unit")
    .set({ heard_at: sql<Date>`greatest(heard_at, ${at})` })
    .where("unit_id", "=", unitId)
    .execute();

/** A place of a call for help: within how many metres, and when the phone was there, as far as it is known. */
export type DistressPlace = { readonly place: Point; readonly accuracyM: number | null; readonly at: Date | null };

/**
 * A press of the help key: the first moment of the call, the time the room heard it, and the phone's own time of this press. `again` is the
 * time since which the crew calls anew. It is null unless the call before this press was late, or somebody had taken it up.
 */
export type DistressPress = { readonly first: Date; readonly heard: Date; readonly said: Date; readonly again: Date | null };

/** Updates a call for help; its first moment stays, the place is the newest. A press after somebody took it up raises it once more. */
export const updateDistress = (
  tx: Tx,
  unitId: string,
  { first, heard, said, again }: DistressPress,
  where: DistressPlace | null,
): Promise<void> =>
  changeUnitRow(tx, unitId, {
    distress_at: first,
    distress_heard_at: heard,
    distress_said_at: said,
    ...(again === null ? {} : { distress_taken_up_by: null, distress_again_at: again }),
    ...(where === null
      ? {}
      : {
          distress_lat: where.place.lat,
          distress_lon: where.place.lon,
          distress_accuracy_m: where.accuracyM,
          distress_place_at: where.at,
        }),
  });

export const endDistress = (tx: Tx, unitId: string): Promise<void> =>
  changeUnitRow(tx, unitId, {
    distress_at: null,
    distress_lat: null,
    distress_lon: null,
    distress_accuracy_m: null,
    distress_place_at: null,
    distress_taken_up_by: null,
    distress_said_at: null,
    distress_heard_at: null,
    distress_again_at: null,
  });

/**
 * Writes positions, oldest first; the newest becomes the unit's, of two with one stamp the later. One that was sent twice is stored once. A
 * position of the unit that lies ahead of `now` is replaced: the clock was put back since.
 */
export async function writePositions(
  tx: Tx,
  unitId: string,
  positions: readonly Omit<DispatchTables["unit_position"], "unit_id">[],
  now: number,
): Promise<void> {
  await dispatchTables(tx)
    .insertInto("unit_position")
    .values(positions.map((each) => ({ ...each, unit_id: unitId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const newest = positions.reduce((a, b) => (b.at >= a.at ? b : a));
  await dispatchTables(tx)
    .updateTable("unit")
    .set({ lat: newest.lat, lon: newest.lon, heading_deg: newest.heading_deg, position_at: newest.at })
    .where("unit_id", "=", unitId)
    .where((by) =>
      by.or([by("position_at", "is", null), by("position_at", "<=", newest.at), by("position_at", ">", new Date(now + STEP_MS))]),
    )
    .execute();
}

/** Forgets where units were before a moment. In the room's own scope. */
export async function forgetPositions(tx: Tx, before: Date): Promise<void> {
  await dispatchTables(tx).deleteFrom("unit_position").where("at", "<", before).execute();
}
