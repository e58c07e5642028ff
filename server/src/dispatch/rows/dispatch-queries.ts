import type { Assignment as ShownAssignment, Duty } from "@amaliyat/contract/dispatch";
import type { Attribute, CrewStep, Priority, SubcategoryCode } from "@amaliyat/domain/interventions";
import { sql, type RawBuilder } from "kysely";
import { assignmentJson } from "../../interventions/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import type { Acted } from "./units-queries.ts";

export async function assignmentById(tx: Tx, assignmentId: string): Promise<ShownAssignment | null> {
  const { rows } = await sql<{ shown: ShownAssignment }>`
    select ${assignmentJson} as shown from assignment a left join person by on by.user_id = a.assigned_by
    where a.assignment_id = ${assignmentId}`.execute(tx);
  return rows[0]?.shown ?? null;
}

/**
 * The newest bound assignment that a call has sent to an intervention, or to one that was merged into it; null where none is. In the room's own
 * scope.
 */
export async function sentByCall(tx: Tx, callId: string, interventionId: string): Promise<ShownAssignment | null> {
  const { rows } = await sql<{ shown: ShownAssignment }>`
    select ${assignmentJson} as shown from assignment a left join person by on by.user_id = a.assigned_by
    where a.asked_by_call = ${callId} and a.intervention_id = any (amaliyat_one_event(${interventionId})) and a.kind in ('assigned','accepted','en_route','on_scene')
    order by a.assigned_at desc, a.assignment_id limit 1`.execute(tx);
  return rows[0]?.shown ?? null;
}

type DutyAssignment = Omit<Duty["assignments"][number], "hazards">;
type DutyRecord = {
  shown: ShownAssignment;
  reference: string;
  subcategory: SubcategoryCode;
  priority: Priority;
  attributes: Attribute[];
  joined: DutyAssignment["joined"];
  told_seq: number;
  read_seq: number;
  sector_id: string | null;
  lat: number | null;
  lon: number | null;
  place_text: string | null;
  opened_at: Date;
  notes: DutyAssignment["notes"];
};

/** Most recent ordinary notes that a phone is given, at most. Notes that the crew has to read are given all. */
const NOTES = 100;

/** Number of the event by which a case came to that of `i` with all that was merged into it; null for the own case. */
const joinedBy = (caseId: RawBuilder<unknown>) => sql<number | null>`(
  select max(j.seq) from intervention_course j where j.intervention_id = i.intervention_id and j.kind = 'joined'
    and ${caseId} = any (amaliyat_one_event((j.data ->> 'other')::uuid)))`;

/**
 * Number up to which the crew of `a` has to read for a note; null for an ordinary note. It has to read words of danger, all that came with a case
 * that joined, and, where a merge took it along, what stood on the case before. It has to read the notes of a crew that it relieved. `userId`: own words are not
 * read.
 */
const toReadOf = (userId: string) => sql<number | null>`case
  when e.by::text = ${userId} then null
  when e.data ->> 'assignmentId' = a.assignment_id::text and not e.by = any (amaliyat_speakers(a.unit_id, now()))
    then case when e.intervention_id = i.intervention_id then greatest(e.seq, one.taken_by) else ${joinedBy(sql`e.intervention_id`)} end
  when e.intervention_id = i.intervention_id then
    case when e.data ->> 'mustRead' = 'true' or e.seq < one.taken_by then greatest(e.seq, one.taken_by) end
  when e.data ->> 'mustRead' = 'true' then ${joinedBy(sql`e.intervention_id`)}
  else nullif(${joinedBy(sql`e.intervention_id`)}, one.taken_by) end`;

/** Time of a note on a phone. A split copies the words of the crew of `a` later than it wrote them, by whatever order: those are no news. */
const notedAt = sql<Date>`case when e.data ? 'copiedFrom'
    and (e.data ->> 'assignmentId' = a.assignment_id::text or e.by = any (amaliyat_speakers(a.unit_id, now())))
  then to_timestamp((e.data ->> 'actedAt')::double precision / 1000) else e.at end`;

/** The event up to which the crew of `a` read, of which the person who asks is one. */
const readSeqOf = (userId: string) => sql<number>`amaliyat_read_up_to(a.read_by, amaliyat_speakers(a.unit_id, now()) || ${userId}::uuid)`;

/**
 * Assignments of a patrol, its current work first, without the words of calls and reports that were taken out. `also` is one that counts though
 * it ended. `userId` is the person who reads them. Read in the room's own scope: the place may lie outside the patrol's sector.
 */
export async function dutyOf(tx: Tx, unitId: string, userId: string, also: string | null = null): Promise<DutyAssignment[]> {
  const { rows } = await sql<DutyRecord>`
    select ${assignmentJson} as shown, i.reference, i.subcategory, i.priority, i.attributes, a.told_seq, ${readSeqOf(userId)} as read_seq, i.sector_id, i.lat, i.lon, i.place_text, i.opened_at,
      coalesce((select jsonb_agg(jsonb_build_object('seq', n.seq, 'at', to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'text', n.text, 'from', n.from, 'isOwn', n.is_own, 'toRead', n.to_read)
          || case when n.withdrawn then jsonb_build_object('withdrawn', true) else '{}' end order by n.at desc, n.seq desc) from (
        select w.*, row_number() over (partition by w.to_read is null order by w.at desc, w.seq desc) as place from (
          select e.seq, ${notedAt} as at, e.data ->> 'text' as text, coalesce((e.data ->> 'withdrawn')::boolean, false) as withdrawn,
            coalesce(e.by::text = ${userId}, false) as is_own, ${toReadOf(userId)} as to_read,
            case when e.intervention_id <> i.intervention_id then o.reference end as from
          from intervention_course e join intervention_now o using (intervention_id)
          where e.intervention_id = any (one.ids) and e.kind = 'noted' and not e.is_taken_out) w) n
        where n.to_read is not null or n.place <= ${NOTES}), '[]') as notes,
      coalesce((select jsonb_agg(jsonb_build_object('reference', m.reference, 'subcategory', m.subcategory, 'priority', m.priority,
          'attributes', m.attributes, 'joinedAt', to_char(m.merged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'toRead', ${joinedBy(sql`m.intervention_id`)}) order by m.merged_at)
        from intervention_now m where m.intervention_id = any (one.ids) and m.intervention_id <> i.intervention_id), '[]') as joined
    from assignment a join intervention_now i using (intervention_id) left join person by on by.user_id = a.assigned_by
      cross join lateral (select amaliyat_one_event(i.intervention_id) as ids, ${joinedBy(sql`a.moved_from`)} as taken_by) one
    where a.unit_id = ${unitId} and (a.kind in ('assigned','accepted','en_route','on_scene') or a.assignment_id = ${also}::uuid)
    order by a.stacked, a.assigned_at`.execute(tx);
  return rows.map((row) => ({
    ...row.shown,
    reference: row.reference,
    subcategory: row.subcategory,
    priority: row.priority,
    attributes: row.attributes,
    joined: row.joined,
    toldSeq: row.told_seq,
    readSeq: row.read_seq,
    place: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
    placeText: row.place_text,
    sectorId: row.sector_id,
    openedAt: row.opened_at.toISOString(),
    notes: row.notes,
  }));
}

/** The interventions of these references, newest first. In the room's own scope. */
export async function interventionsOfReferences(tx: Tx, references: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ intervention_id: string }>`
    select intervention_id from intervention_now where reference = any (${[...references]}) order by opened_at desc`.execute(tx);
  return rows.map((row) => row.intervention_id);
}

/** The first of these interventions that is open, or ended only after a moment; null for none. In the room's own scope. */
export async function firstNotEnded(tx: Tx, interventionIds: readonly string[], at: number): Promise<string | null> {
  const ids = [...interventionIds];
  const { rows } = await sql<{ intervention_id: string }>`
    select intervention_id from intervention_now
    where intervention_id = any (${ids}::uuid[]) and (kind = 'open' or (kind <> 'merged' and greatest(closed_at, cancelled_at) >= ${new Date(at)}))
    order by array_position(${ids}::uuid[], intervention_id) limit 1`.execute(tx);
  return rows[0]?.intervention_id ?? null;
}

/** An act of a person: when it was done, by the phone's clock, and when the room heard it, in ms. */
export type ActOf = Acted & { readonly userId: string };

/** True if a person did not speak for the unit of `a` at some time between two moments. Only a change of the roster can begin or end that. */
const wasAway = (userId: string, from: RawBuilder<unknown>, to: RawBuilder<unknown>, heard: Date) => sql<boolean>`exists (
  with recursive change (at) as (
    select amaliyat_speaking_changes(${userId}, ${from})
    union all
    select amaliyat_speaking_changes(${userId}, change.at) from change where change.at < ${to})
  select from change where change.at <= ${to} and amaliyat_speaks_for(${userId}, change.at, 'infinity', ${heard}) is distinct from a.unit_id)`;

/** Time of an act on `a`: not before the unit was sent, since a phone's clock may lag, and not after the room heard it. */
const doneOn = (acted: number, heard: Date) => sql<Date>`least(greatest(${new Date(acted)}::timestamptz, a.assigned_at), ${heard})`;

/**
 * True if the author of an act was relieved before it (`workOf`). True too if the assignment took a step after the act, at a time when the
 * author spoke for the unit no more. If the author sits there again, that time is over: then a relief between the act and the step is enough.
 * `ends`: the act would end a bound assignment. It does not if others sit in the unit now, and the author does not: they may be there. In the
 * room's own scope.
 */
export async function isOvertaken(tx: Tx, assignmentId: string, act: ActOf, ends = false): Promise<boolean> {
  const { userId, acted, heard } = act;
  const heardAt = new Date(heard);
  const found = sql`
    select from assignment a, ${doneOn(acted, heardAt)} done (at), amaliyat_speakers(a.unit_id, ${heardAt}) crew
    where a.assignment_id = ${assignmentId} and (not amaliyat_acted_for(${userId}, a.unit_id, done.at, ${heardAt})
      or (${ends}::boolean and a.kind in ('assigned','accepted','en_route','on_scene') and crew <> '{}' and not ${userId}::uuid = any (crew))
      or (a.stepped_at > done.at and case when amaliyat_speaks_for(${userId}, a.stepped_at, 'infinity', ${heardAt}) = a.unit_id
        then ${wasAway(userId, sql`done.at`, sql`a.stepped_at`, heardAt)} else a.stepped_by <> ${userId} end))`;
  return (await asRoom(tx, () => found.execute(tx))).rows.length > 0;
}

/** Time of an act as a step of its assignment: when it was heard; when it was done, if its author was away in between. In the room's own scope. */
export async function stepMoment(tx: Tx, assignmentId: string, { userId, acted, heard }: ActOf): Promise<Date> {
  const heardAt = new Date(heard);
  const found = sql<{ at: Date }>`
    select case when ${wasAway(userId, sql`done.at`, sql`${heardAt}::timestamptz`, heardAt)} then done.at else ${heardAt} end as at
    from assignment a, ${doneOn(acted, heardAt)} done (at) where a.assignment_id = ${assignmentId}`;
  return (await asRoom(tx, () => found.execute(tx))).rows[0]?.at ?? heardAt;
}

/** True if a crew's word of a step stands in the log of one of these interventions. In the room's own scope. */
export async function isReported(
  tx: Tx,
  interventionIds: readonly string[],
  { assignmentId, step, at }: { readonly assignmentId: string; readonly step: CrewStep; readonly at: number },
): Promise<boolean> {
  const found = sql`
    select from intervention_course where intervention_id = any (${[...interventionIds]}::uuid[]) and kind = 'crew_reported'
      and data ->> 'assignmentId' = ${assignmentId} and data ->> 'step' = ${step} and (data ->> 'actedAt')::bigint = ${at} limit 1`;
  return (await asRoom(tx, () => found.execute(tx))).rows.length > 0;
}

/** Longest time for which a phone without a link may show an order to a person who was relieved of it. */
const UNAWARE = "30 days";

/** Moments up to one at which it may have changed for which unit a person speaks, and the last moments before that, from `from` on. */
const momentsOf = (userId: string, from: RawBuilder<unknown>, to: RawBuilder<unknown>) => sql`(
  with recursive change (at) as (
    select ${from}
    union all
    select amaliyat_speaking_changes(${userId}, change.at) from change where change.at < ${to})
  select change.at from change where change.at <= ${to}
  union select change.at - interval '1 microsecond' from change where change.at > ${from} and change.at <= ${to}
  union select until_at - interval '1 microsecond' from unit_account_before where user_id = ${userId} and until_at > ${from} and until_at <= ${to})`;

/** True if a person spoke for the unit of `a` at some time since it was sent, in the last days before an act. */
const spokeBefore = (userId: string, done: RawBuilder<unknown>, heard: Date) => sql`exists (
  select from ${momentsOf(userId, sql`greatest(a.assigned_at, ${done} - ${UNAWARE}::interval)`, done)} m
  where amaliyat_speaks_for(${userId}, m.at, 'infinity', ${heard}) = a.unit_id)`;

/** Moment up to which a person spoke for a unit, in the days before an act; null if never. In the room's own scope. */
export async function spokeUntil(tx: Tx, userId: string, unitId: string, { acted, heard }: Acted): Promise<Date | null> {
  const done = sql`${new Date(acted)}::timestamptz`;
  const { rows } = await sql<{ until: Date }>`
    select m.at + interval '1 microsecond' as until from ${momentsOf(userId, sql`${done} - ${UNAWARE}::interval`, done)} m
    where amaliyat_speaks_for(${userId}, m.at, 'infinity', ${new Date(heard)}) = ${unitId} order by m.at desc limit 1`.execute(tx);
  return rows[0]?.until ?? null;
}

/**
 * The unit for which a person spoke last, in the days before an act, and when that ended; null for none, and for a person in distress. In the room's
 * own scope.
 */
export async function spokeLastFor(
  tx: Tx,
  userId: string,
  { acted, heard }: Acted,
): Promise<{ readonly unitId: string; readonly until: Date } | null> {
  const done = sql`${new Date(acted)}::timestamptz`;
  const { rows } = await sql<{ unit_id: string; until: Date }>`
    select u.unit_id, m.at + interval '1 microsecond' as until from ${momentsOf(userId, sql`${done} - ${UNAWARE}::interval`, done)} m
      join unit u on u.unit_id = amaliyat_speaks_for(${userId}, m.at, 'infinity', ${new Date(heard)})
    where u.person_id is null order by m.at desc limit 1`.execute(tx);
  const [last] = rows;
  return last === undefined ? null : { unitId: last.unit_id, until: last.until };
}

/**
 * The intervention of an assignment of a person's unit, ended or not; null when it is none of theirs. The person must speak for that unit
 * now, have done so at the time of the act or since the unit was sent, or have sent the unit there. An act before the unit was sent counts as done
 * then: a phone's clock may lag. A phone that was away may not have known of a relief, so an act of after it is overtaken (`isOvertaken`). `unread` is true while the
 * crew has not said that it read of a danger; of one that was relieved, the person. In the room's own scope.
 */
export async function workOf(tx: Tx, assignmentId: string, userId: string, { acted, heard }: Acted) {
  const heardAt = new Date(heard);
  const { rows } = await sql<{
    intervention_id: string;
    unit_id: string;
    unit_code: string;
    sector_id: string | null;
    subcategory: SubcategoryCode;
    read_seq: number;
    unread: boolean;
  }>`
    select i.intervention_id, a.unit_id, amaliyat_unit_code(a.unit_id) as unit_code, i.sector_id, i.subcategory, read.seq as read_seq, a.told_seq > read.seq as unread
    from assignment a join intervention_now i using (intervention_id),
      least(greatest(${new Date(acted)}::timestamptz, a.assigned_at), ${heardAt}) done (at),
      amaliyat_speakers(a.unit_id, ${heardAt}) crew,
      amaliyat_read_up_to(a.read_by, case when ${userId}::uuid = any (crew) then crew else array[${userId}::uuid] end) read (seq)
    where a.assignment_id = ${assignmentId} and (amaliyat_acted_for(${userId}, a.unit_id, done.at, ${heardAt})
      or a.assigned_by = ${userId} or ${spokeBefore(userId, sql`done.at`, heardAt)})`.execute(tx);
  return rows[0] ?? null;
}
