import { formatReference, type Clip, type Danger, type Intervention, type InterventionEvent } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { interventionTables, type InterventionRecord } from "./interventions-tables.ts";
import { columnsOfState, stateOfRow } from "./state-of-row.ts";

/**
 * The next reference of a local year. A number that an intervention has already, as after a counter that was set back, is passed over: an
 * opening never fails for want of a number.
 */
export async function nextReference(tx: Tx, year: number): Promise<string> {
  for (;;) {
    const reference = formatReference({ year, number: await nextNumber(tx, year) });
    const { rows } = await sql<{ greatest: number | null }>`select amaliyat_number_in_use(${reference}) as greatest`.execute(tx);
    const greatest = rows[0]?.greatest ?? null;
    if (greatest === null) return reference;
    await sql`update intervention_number set last = greatest(last, ${greatest}) where year = ${year}`.execute(tx);
  }
}

/** The next number of a local year. The row stays locked until commit, so numbers have no holes that a rollback made. */
async function nextNumber(tx: Tx, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into intervention_number (year, last) values (${year}, 1)
    on conflict (year) do update set last = intervention_number.last + 1 returning last`.execute(tx);
  return rows[0]?.last ?? 1;
}

/** The first of the next `count` numbers of imported history of a local year: a series of its own, locked until commit like the other. */
export async function reserveHistoryNumbers(tx: Tx, year: number, count: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into history_number (year, last) values (${year}, ${count})
    on conflict (year) do update set last = history_number.last + ${count} returning last`.execute(tx);
  return (rows[0]?.last ?? count) - count + 1;
}

/** Locks an intervention for a command; null when the caller's scope has none of this id. */
export async function lockIntervention(tx: Tx, interventionId: string): Promise<Intervention | null> {
  const row = await interventionTables(tx)
    .selectFrom("intervention")
    .selectAll()
    .where("intervention_id", "=", interventionId)
    .forUpdate()
    .executeTakeFirst();
  return row ? stateOfRow(row) : null;
}

/**
 * Locks several interventions in the order of their ids. Commands on two at once begin with it: each would else hold the one for which the
 * other waits, until PostgreSQL ends one of them after a second.
 */
export async function lockInOrder(tx: Tx, interventionIds: readonly string[]): Promise<void> {
  const ids = sql<string>`any (${[...interventionIds]}::uuid[])`;
  await interventionTables(tx)
    .selectFrom("intervention")
    .select("intervention_id")
    .where("intervention_id", "=", ids)
    .orderBy("intervention_id")
    .forUpdate()
    .execute();
}

/** An intervention taken for a command, and the time of its last event, ms. */
export type Locked = { readonly state: Intervention; readonly lastAt: number };

/** Locks an intervention for a command, with the time of its last event: events stand in the order in which the lock was given. */
export async function lockForCommand(tx: Tx, interventionId: string): Promise<Locked | null> {
  const state = await lockIntervention(tx, interventionId);
  if (state === null) return null;
  const last = interventionTables(tx).selectFrom("intervention_event").select("at").where("intervention_id", "=", interventionId);
  return { state, lastAt: (await last.orderBy("seq", "desc").limit(1).executeTakeFirst())?.at.getTime() ?? 0 };
}

/** Time of the last cancellation of an intervention (ms), not raised to the event before it; null if it was never cancelled. */
export async function heardCancellation(tx: Tx, interventionId: string): Promise<number | null> {
  const events = interventionTables(tx).selectFrom("intervention_event").where("intervention_id", "=", interventionId);
  const heard = sql<Date | null>`to_timestamp((data ->> 'heardAt')::numeric / 1000)`.as("heard");
  const last = await events.where("kind", "=", "cancelled").select(["at", heard]).orderBy("seq", "desc").limit(1).executeTakeFirst();
  return (last?.heard ?? last?.at)?.getTime() ?? null;
}

/**
 * Time (ms) of the cancellation by which an assignment was withdrawn at `withdrawnAt`, not raised to the event before it; null if it was
 * withdrawn by something else.
 */
export async function cancellationAt(tx: Tx, interventionId: string, withdrawnAt: number): Promise<number | null> {
  const { rows } = await sql<{ at: Date; heard: Date | null }>`
    select at, to_timestamp((data ->> 'heardAt')::numeric / 1000) as heard from intervention_event
    where intervention_id = ${interventionId} and kind = 'cancelled'`.execute(tx);
  const times = rows.map(({ at, heard }) => ({ at: at.getTime(), heard: (heard ?? at).getTime() }));
  return times.find(({ at, heard }) => at === withdrawnAt || heard === withdrawnAt)?.heard ?? null;
}

/** The intervention that stays of a merged one, taken for a command. In the room's own scope: it may have gone to another sector. */
export async function lockStaying(tx: Tx, locked: Locked): Promise<Locked> {
  let found = locked;
  while (found.state.kind === "merged") {
    const { into } = found.state;
    const next = await asRoom(tx, () => lockForCommand(tx, into));
    if (next === null) throw new Error(`${found.state.reference} is merged into nothing`);
    found = next;
  }
  return found;
}

/** Reference, place, sector and state of an intervention; null if the caller's scope has none of this id. */
export async function lookAtIntervention(
  tx: Tx,
  interventionId: string,
): Promise<(Pick<Intervention, "reference" | "sectorId" | "kind" | "version"> & { readonly place: Point | null }) | null> {
  const row = await interventionTables(tx)
    .selectFrom("intervention")
    .selectAll()
    .where("intervention_id", "=", interventionId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const state = stateOfRow(row);
  return {
    reference: row.reference,
    place: state.place?.point ?? null,
    sectorId: state.sectorId,
    kind: state.kind,
    version: state.version,
  };
}

/** Danger of an intervention as it stands; null if the caller's scope has none of this id. */
export async function lookAtDanger(tx: Tx, interventionId: string): Promise<Danger | null> {
  const found = interventionTables(tx).selectFrom("intervention").selectAll().where("intervention_id", "=", interventionId);
  const row = await found.executeTakeFirst();
  if (row === undefined) return null;
  const { priority, attributes } = stateOfRow(row);
  return { priority, attributes };
}

/** Chain of interventions into which this one was merged, nearest first. */
export async function mergedChain(tx: Tx, interventionId: string): Promise<string[]> {
  const { rows } = await sql<{ merged_into: string }>`
    with recursive chain as (
      select merged_into, 1 as depth from intervention where intervention_id = ${interventionId} and merged_into is not null
      union all
      select i.merged_into, depth + 1 from intervention i join chain on i.intervention_id = chain.merged_into
      where i.merged_into is not null and depth < 100
    ) select merged_into from chain order by depth`.execute(tx);
  return rows.map((row) => row.merged_into);
}

/** Inserts a new intervention with its opening event. */
export async function insertIntervention(tx: Tx, state: Intervention, event: InterventionEvent, siteId: string | null): Promise<void> {
  const row: InterventionRecord = {
    ...columnsOfState(state),
    intervention_id: state.interventionId,
    reference: state.reference,
    origin: state.origin,
    channel: state.channel,
    camera_id: state.cameraId,
    site_id: siteId,
    opened_at: new Date(state.opened.at),
    opened_by: state.opened.by,
    on_scene_at: null,
    import_id: null,
    taken_up_by: null,
    taken_up_at: null,
  };
  await interventionTables(tx).insertInto("intervention").values(row).execute();
  await insertEvent(tx, state.interventionId, state.version, event);
}

/**
 * Marks the alarm that stands since a moment as taken; false if this very alarm was. One that was taken before that moment was
 * another alarm of the same intervention.
 */
export async function markTakenUp(
  tx: Tx,
  interventionId: string,
  { by, at, since }: { readonly by: string; readonly at: Date; readonly since: Date },
): Promise<boolean> {
  const taken = interventionTables(tx).updateTable("intervention").set({ taken_up_by: by, taken_up_at: at });
  const { numUpdatedRows } = await taken
    .where("intervention_id", "=", interventionId)
    .where((is) => is.or([is("taken_up_at", "is", null), is("taken_up_at", "<", since)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Writes the state after an event, and the event. An intervention that is reopened, or becomes immediate, waits for somebody to take it. */
export async function writeEvent(tx: Tx, state: Intervention, event: InterventionEvent): Promise<void> {
  const isImmediate = state.priority === "P1";
  const anew = interventionTables(tx).updateTable("intervention").set({ taken_up_by: null, taken_up_at: null });
  const taken = anew.where("intervention_id", "=", state.interventionId).where("taken_up_at", "is not", null);
  if (event.kind === "reopened") await taken.execute();
  else if (isImmediate) await taken.where("priority", "<>", "P1").execute();
  await interventionTables(tx)
    .updateTable("intervention")
    .set(columnsOfState(state))
    .where("intervention_id", "=", state.interventionId)
    .execute();
  await insertEvent(tx, state.interventionId, state.version, event);
}

async function insertEvent(tx: Tx, interventionId: string, seq: number, event: InterventionEvent): Promise<void> {
  const { kind, at, by, ...data } = event;
  // Never before the event above it, whatever the clock or the order in which requests arrived.
  const last = sql`select at from intervention_event where intervention_id = ${interventionId} order by seq desc limit 1`;
  await interventionTables(tx)
    .insertInto("intervention_event")
    .values({
      intervention_id: interventionId,
      seq,
      at: sql<Date>`greatest(${new Date(at)}::timestamptz, (${last}))`,
      by: by === "" ? null : by,
      kind,
      data: JSON.stringify(data),
    })
    .execute();
}

/** Inserts a clip: its span of the recording outlives the camera's retention until `keptUntil`. */
export async function insertClip(tx: Tx, interventionId: string, clip: Clip, keptUntil: number): Promise<void> {
  const row = { clip_id: randomUUID(), intervention_id: interventionId, camera_id: clip.cameraId };
  await interventionTables(tx)
    .insertInto("clip")
    .values({ ...row, from_at: new Date(clip.from), to_at: new Date(clip.to), kept_until: new Date(keptUntil) })
    .execute();
}

/** The first arrival of a unit stamps the intervention, also where whoever stamps sees the unit only. */
export async function stampOnScene(tx: Tx, interventionId: string, at: Date): Promise<void> {
  const stamped = interventionTables(tx).updateTable("intervention").set({ on_scene_at: at });
  await asRoom(tx, () => stamped.where("intervention_id", "=", interventionId).where("on_scene_at", "is", null).execute());
}
