import type { Forward, DeskForward, PartnerRequest } from "@amaliyat/contract/partners";
import { incidentIdOf, type Disclosure, type Issuer } from "@amaliyat/domain/partners";
import type { Text3 } from "@amaliyat/domain/kernel";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Row = Omit<
  Forward,
  "since" | "queuedAt" | "nextTryAt" | "answerDueAt" | "unansweredAt" | "dangerUnreadSince" | "awaySince" | "events"
> & {
  since: Date;
  queuedAt: Date;
  nextTryAt: Date | null;
  answerDueAt: Date | null;
  unansweredAt: Date | null;
  dangerUnreadSince: Date | null;
  awaySince: Date | null;
  events: Forward["events"];
};

/** Most rows of a list, and most events of a forward, the last ones. */
const [MOST, MOST_EVENTS] = [200, 200];

const dangerIsUnread = sql`(f.danger_unread_since is not null and f.kind in ('sent','received','acknowledged','in_progress'))`;

async function forwardsWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<Forward[]> {
  const { rows } = await sql<Row>`
    select f.forward_id as "forwardId", f.intervention_id as "interventionId", i.reference, f.partner_id as "partnerId",
      p.code as "partnerCode", p.names as "partnerNames", f.kind as state, f.version, f.since, f.queued_at as "queuedAt",
      coalesce(u.name, '') as "queuedBy", f.attempts,
      case when f.kind in ('queued','failed') then coalesce(r.next_try_at, f.next_try_at) end as "nextTryAt",
      f.answer_due_at as "answerDueAt",
      case when f.kind in ('queued','sent','received','failed') or ${dangerIsUnread} then f.unanswered_at end as "unansweredAt",
      case when ${dangerIsUnread} then f.danger_unread_since end as "dangerUnreadSince",
      r.away_since as "awaySince", f.cause, f.reason, f.notice,
      f.partner_reference as "partnerReference", f.choice, f.revision,
      case when f.update_waits then jsonb_build_object('attempts', f.update_attempts, 'cause', f.update_cause, 'nextTryAt',
        to_char(f.update_next_try_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as "update",
      coalesce((select jsonb_agg(jsonb_build_object(
        'seq', e.seq, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', coalesce(w.name, ''),
        'author', e.author, 'kind', e.kind, 'text', e.text) order by e.seq)
        from (select * from forward_event l where l.forward_id = f.forward_id order by l.seq desc limit ${MOST_EVENTS}) e
        left join person w on w.user_id = e.by), '[]') as events
    from forward f join intervention_now i using (intervention_id) join partner p using (partner_id) left join person u on u.user_id = f.queued_by
      left join partner_reach r on r.partner_id = f.partner_id
    where ${condition} order by f.unanswered_at is null, case when f.unanswered_at is not null then i.priority end, f.queued_at desc limit ${MOST}`.execute(
    tx,
  );
  return rows.map((row) => ({
    ...row,
    since: row.since.toISOString(),
    queuedAt: row.queuedAt.toISOString(),
    nextTryAt: row.nextTryAt?.toISOString() ?? null,
    answerDueAt: row.answerDueAt?.toISOString() ?? null,
    unansweredAt: row.unansweredAt?.toISOString() ?? null,
    dangerUnreadSince: row.dangerUnreadSince?.toISOString() ?? null,
    awaySince: row.awaySince?.toISOString() ?? null,
  }));
}

/** Forwards of an intervention and of all that was merged into it: their partners go on working on it. */
export const forwardsOf = (tx: Tx, interventionId: string): Promise<Forward[]> =>
  forwardsWhere(tx, sql`f.intervention_id = any (amaliyat_one_event(${interventionId}))`);

export const forwardsWaiting = (tx: Tx): Promise<Forward[]> =>
  forwardsWhere(
    tx,
    sql`f.kind in ('queued','failed') or f.notice = 'due' or (f.unanswered_at is not null and (f.kind in ('sent','received') or ${dangerIsUnread}))
    or (f.update_waits and f.kind in ('sent','received','acknowledged','in_progress'))`,
  );

/** One forward; it was locked a moment ago, so that it is gone is a bug. */
export async function forwardShown(tx: Tx, forwardId: string): Promise<Forward> {
  const [forward] = await forwardsWhere(tx, sql`f.forward_id = ${forwardId}`);
  if (forward === undefined) throw new Error("a forward left its own author's sight");
  return forward;
}

/** The reference and the sector of an intervention, for the log. */
export async function aboutIntervention(tx: Tx, interventionId: string): Promise<{ reference: string; sectorId: string | null }> {
  const { rows } = await sql<{ reference: string; sectorId: string | null }>`
    select reference, sector_id as "sectorId" from intervention_now where intervention_id = ${interventionId}`.execute(tx);
  return rows[0] ?? { reference: "", sectorId: null };
}

type DeskRow = {
  forwardId: string;
  state: Forward["state"];
  queuedAt: Date;
  handover: Disclosure;
  reason: string | null;
  revisedAt: Date | null;
  status: DeskForward["status"];
  dangerUnreadSince: Date | null;
};

type OnDesk = { readonly partnerId: string; readonly since: Date; readonly forwardId: string | null };

/** Forwards on a partner's desk: open ones, and those that ended after `since`. In the room's own scope. */
export async function deskForwards(tx: Tx, { agency }: Issuer, { partnerId, since, forwardId: one }: OnDesk): Promise<DeskForward[]> {
  const { rows } = await sql<DeskRow>`
    select forward_id as "forwardId", kind as state, queued_at as "queuedAt", coalesce(revised, handover) as handover, reason,
      revised_at as "revisedAt", coalesce(revised_status, 'Active') as status, case when ${dangerIsUnread} then danger_unread_since end as "dangerUnreadSince"
    from forward f
    where partner_id = ${partnerId} and (${one}::uuid is null or forward_id = ${one}::uuid)
      and (kind in ('queued','sent','received','acknowledged','in_progress') or since > ${since})
    order by queued_at desc limit ${MOST}`.execute(tx);
  return rows.map(({ forwardId: id, state, queuedAt, handover: disclosure, reason, revisedAt, status, dangerUnreadSince }) => ({
    forwardId: id,
    incidentId: incidentIdOf(disclosure.interventionId, agency),
    reference: disclosure.reference,
    state,
    queuedAt: queuedAt.toISOString(),
    subcategoryCode: disclosure.subcategory.code,
    subcategory: disclosure.subcategory.labels,
    priorityCode: disclosure.priority?.code ?? null,
    priority: disclosure.priority?.labels ?? null,
    placeText: disclosure.place?.text ?? null,
    place: disclosure.place?.point ?? null,
    attributeCodes: disclosure.attributes.map(({ code }) => code),
    attributes: disclosure.attributes.map(({ labels }) => labels),
    notes: disclosure.notes.map(({ at, text }) => ({ at: new Date(at).toISOString(), text })),
    people: [...disclosure.people],
    message: disclosure.message,
    reason,
    status,
    revisedAt: revisedAt?.toISOString() ?? null,
    dangerUnreadSince: dangerUnreadSince?.toISOString() ?? null,
    joined: disclosure.replacedBy !== undefined,
  }));
}

type RequestRow = Omit<PartnerRequest, "receivedAt" | "place" | "partnerNames"> & {
  receivedAt: Date;
  lat: number | null;
  lon: number | null;
  partnerNames: Text3;
};

type RequestFilter = { readonly state?: string | undefined; readonly requestId?: string; readonly interventionId?: string };

/**
 * Requests of the caller's scope, newest first. If there are too many, each partner gives way in turn, so that no flood of one hides
 * another's.
 */
export async function requestsWhere(tx: Tx, filter: RequestFilter): Promise<PartnerRequest[]> {
  const [state, requestId, interventionId] = [filter.state ?? null, filter.requestId ?? null, filter.interventionId ?? null];
  const { rows } = await sql<RequestRow>`
    select r.request_id as "requestId", r.partner_id as "partnerId", p.code as "partnerCode", p.names as "partnerNames", r.kind as state,
      r.received_at as "receivedAt", r.incident_id as "incidentId", r.title, r.lat, r.lon, r.accuracy_m as "accuracyM",
      r.place_text as "placeText", r.place_unfetched as "placeUnfetched", r.sender_status as "senderStatus",
      r.sector_id as "sectorId", r.notes, r.intervention_id as "interventionId", r.reason,
      coalesce((select jsonb_agg(jsonb_build_object(
        'seq', u.seq, 'receivedAt', to_char(u.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'stamp', to_char(u.stamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'senderStatus', u.sender_status, 'title', u.title,
        'place', case when u.lat is not null then jsonb_build_object('lat', u.lat, 'lon', u.lon) end, 'accuracyM', u.accuracy_m,
        'placeText', u.place_text, 'notes', to_jsonb(u.notes),
        'readAt', to_char(u.read_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'readBy', w.name) order by u.seq)
        from partner_request_update u left join person w on w.user_id = u.read_by where u.request_id = r.request_id), '[]') as updates
    from (select *, row_number() over (partition by partner_id, decided_at is null order by received_at desc) as turn from partner_request) r
      join partner p using (partner_id)
    where (${state}::text is null or r.kind = ${state}) and (${requestId}::uuid is null or r.request_id = ${requestId}::uuid)
      and (${interventionId}::uuid is null or r.intervention_id = any (amaliyat_one_event(${interventionId}::uuid)))
    order by r.decided_at is not null, r.turn limit ${MOST}`.execute(tx);
  rows.sort((one, other) => other.receivedAt.getTime() - one.receivedAt.getTime());
  return rows.map(({ lat, lon, receivedAt, ...row }) => ({
    ...row,
    receivedAt: receivedAt.toISOString(),
    place: lat === null || lon === null ? null : { lat, lon },
  }));
}

/** One request; it was locked a moment ago, so that it is gone is a bug. */
export async function requestShown(tx: Tx, requestId: string): Promise<PartnerRequest> {
  const [request] = await requestsWhere(tx, { requestId });
  if (request === undefined) throw new Error("a request left its own author's sight");
  return request;
}
