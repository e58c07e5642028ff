import { sql } from "kysely";
import type { CrewNote } from "../../interventions/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";

/**
 * A person wrote a note (event `seq`) for a bound crew: a reliever has to read it. Those who sit there with its author know it. A crew that has a
 * danger to read is told of nothing new; by reading that, it is past its own notes too (`passOwnNotes`).
 */
export async function markNoted(tx: Tx, assignmentId: string, { interventionId, seq, userId, at }: CrewNote): Promise<void> {
  const noted = sql`
    update assignment a set told_seq = ${seq}::integer,
      told_at = case when a.told_seq > now_there.crew_read then a.told_at else ${new Date(at)}::timestamptz end,
      read_by = case when now_there.has_read then a.read_by || now_there.known else a.read_by end,
      read_seq = case when now_there.has_read then ${seq}::integer else a.read_seq end
    from (
      select b.assignment_id, ${userId}::uuid = any (crew) as is_own, amaliyat_read_up_to(b.read_by, crew) as crew_read,
        b.told_seq <= amaliyat_read_up_to(b.read_by, knows) as has_read,
        (select jsonb_object_agg(one, ${seq}::integer) from unnest(knows) one) as known
      from assignment b, amaliyat_speakers(b.unit_id, ${new Date(at)}) crew,
        lateral (select case when ${userId}::uuid = any (crew) then crew else array[${userId}::uuid] end as knows) those
      where b.assignment_id = ${assignmentId}) now_there
    where a.assignment_id = now_there.assignment_id and a.intervention_id = ${interventionId}
      and a.kind in ('assigned','accepted','en_route','on_scene') and (now_there.has_read or not now_there.is_own)`;
  await asRoom(tx, () => noted.execute(tx));
}

/**
 * The assignment that a word on another one means. If a merge withdrew the named one, it is that by which the unit is bound to the case that stays;
 * else the named one itself. In the room's own scope.
 */
export async function livingAt(tx: Tx, assignmentId: string, interventionId: string): Promise<string> {
  const living = sql<{ id: string }>`
    select b.assignment_id as id from assignment a join assignment b using (unit_id)
    where a.assignment_id = ${assignmentId} and a.kind = 'withdrawn' and a.reason = '' and a.intervention_id <> ${interventionId}
      and b.intervention_id = ${interventionId}
      and b.kind in ('assigned','accepted','en_route','on_scene')`;
  return (await asRoom(tx, () => living.execute(tx))).rows[0]?.id ?? assignmentId;
}

/** The log of a case that is split off: `seq` is its last event, `since` that of the split, after which the words of the merged time are copied. */
export type SplitLog = { readonly interventionId: string; readonly since: number; readonly seq: number };

/**
 * Those of some assignments whose crews know all of a case that is split off. They read what they were told on the case that stays. All words that
 * were copied are their own. Asked before they move. In the room's own scope.
 */
export async function knownToCrews(tx: Tx, assignmentIds: readonly string[], { interventionId, since }: SplitLog): Promise<string[]> {
  const known = sql<{ id: string }>`
    select a.assignment_id as id from assignment a, amaliyat_speakers(a.unit_id, now()) crew
    where a.assignment_id = any (${[...assignmentIds]}::uuid[]) and crew <> '{}' and a.told_seq <= amaliyat_read_up_to(a.read_by, crew)
      and not exists (select from intervention_course e where e.intervention_id = ${interventionId} and e.seq > ${since} and e.kind = 'noted'
        and (e.by is null or not e.by = any (crew)))`;
  return (await asRoom(tx, () => known.execute(tx))).rows.map(({ id }) => id);
}

/** The crew of an assignment knows event `seq` without having been asked: a reliever has to read it. In the room's own scope. */
export async function markKnown(tx: Tx, assignmentId: string, seq: number, at: Date): Promise<void> {
  const known = sql`
    update assignment a set told_seq = ${seq}::integer, told_at = ${at}, read_seq = ${seq}::integer,
      read_by = (select coalesce(jsonb_object_agg(one, ${seq}::integer), '{}') from unnest(amaliyat_speakers(a.unit_id, now())) one)
    where a.assignment_id = ${assignmentId}`;
  await asRoom(tx, () => known.execute(tx));
}

/**
 * A person read all that a crew was told. The notes of that crew that came since are to be read next, if one of another crew is among them.
 * Otherwise those who sit there know them.
 */
export async function passOwnNotes(
  tx: Tx,
  assignmentId: string,
  { userId, at }: { readonly userId: string; readonly at: Date },
): Promise<void> {
  const passed = sql`
    update assignment a set told_seq = own.seq, told_at = case when own.is_known then a.told_at else ${at}::timestamptz end,
      read_by = case when own.is_known then a.read_by || own.known else a.read_by end,
      read_seq = case when own.is_known then own.seq else a.read_seq end
    from (
      select b.assignment_id, max(e.seq) as seq, bool_and(e.by = any (knows)) as is_known,
        (select jsonb_object_agg(one, max(e.seq)) from unnest(knows) one) as known
      from assignment b, amaliyat_speakers(b.unit_id, ${at}) crew,
        lateral (select case when ${userId}::uuid = any (crew) then crew else array[${userId}::uuid] end as knows) those, intervention_course e
      where b.assignment_id = ${assignmentId} and b.told_seq > 0 and amaliyat_read_up_to(b.read_by, array[${userId}::uuid]) >= b.told_seq
        and e.intervention_id = b.intervention_id and e.seq > b.told_seq and e.kind = 'noted' and e.data ->> 'assignmentId' = b.assignment_id::text
      group by b.assignment_id, knows) own
    where a.assignment_id = own.assignment_id and a.kind in ('assigned','accepted','en_route','on_scene')`;
  await asRoom(tx, () => passed.execute(tx));
}
