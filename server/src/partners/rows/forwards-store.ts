import {
  LONGEST_WAIT_MS,
  REVIVED_FOR_MS,
  type Choice,
  type EidoStatus,
  type Forward,
  type ForwardEvent,
  type Disclosure,
} from "@amaliyat/domain/partners";
import { sql, type Selectable } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { partnerTables, type PartnerTables } from "./partners-tables.ts";

type Row = Pick<
  Selectable<PartnerTables["forward"]>,
  | "forward_id"
  | "intervention_id"
  | "partner_id"
  | "version"
  | "kind"
  | "since"
  | "attempts"
  | "reached"
  | "next_try_at"
  | "cause"
  | "reason"
  | "notice"
  | "partner_reference"
  | "revision"
  | "update_waits"
  | "update_attempts"
  | "update_next_try_at"
  | "update_cause"
>;

function stateOf(row: Row): Forward {
  const facts = {
    forwardId: row.forward_id,
    interventionId: row.intervention_id,
    partnerId: row.partner_id,
    version: row.version,
    since: row.since.getTime(),
    attempts: row.attempts,
    reached: row.reached,
    partnerReference: row.partner_reference,
    revision: row.revision,
    update: row.update_waits
      ? { attempts: row.update_attempts, nextTryAt: row.update_next_try_at?.getTime() ?? null, cause: row.update_cause }
      : null,
  };
  switch (row.kind) {
    case "queued":
      return { ...facts, kind: row.kind, nextTryAt: (row.next_try_at ?? row.since).getTime(), cause: row.cause };
    case "refused":
      return { ...facts, kind: row.kind, reason: row.reason ?? "" };
    case "failed":
      return { ...facts, kind: row.kind, cause: row.cause ?? "" };
    case "cancelled":
      return { ...facts, kind: row.kind, reason: row.reason ?? "", notice: row.notice };
    default:
      return { ...facts, kind: row.kind };
  }
}

const columnsOf = (state: Forward) => ({
  version: state.version,
  kind: state.kind,
  since: new Date(state.since),
  attempts: state.attempts,
  reached: state.reached,
  next_try_at: state.kind === "queued" ? new Date(state.nextTryAt) : null,
  cause: state.kind === "queued" || state.kind === "failed" ? state.cause : null,
  reason: state.kind === "refused" || state.kind === "cancelled" ? state.reason : null,
  notice: state.kind === "cancelled" ? state.notice : ("none" as const),
  partner_reference: state.partnerReference,
  update_waits: state.update !== null,
  update_attempts: state.update?.attempts ?? 0,
  update_next_try_at: typeof state.update?.nextTryAt === "number" ? new Date(state.update.nextTryAt) : null,
  update_cause: state.update?.cause ?? null,
});

/** Content of an intervention as revised since the forward. `at` is in milliseconds since the Unix epoch. */
type Revised = { readonly disclosure: Disclosure; readonly status: EidoStatus; readonly at: number };

export type LockedForward = {
  readonly state: Forward;
  readonly choice: Choice;
  /** Moment of the choice (ms). */
  readonly chosenAt: number;
  /** As it was forwarded. */
  readonly disclosure: Disclosure;
  /** Stamp of that: the time of the queuing, or later than the partner's stamps of the incident before. */
  readonly queuedAt: number;
  /** The latest change; null where nothing changed. */
  readonly revised: Revised | null;
  /** True while no person at the partner has read danger that was raised after the hand-over. */
  readonly isDangerUnread: boolean;
  /** Revisions of which a try was begun. */
  readonly begun: readonly { readonly revision: number; readonly at: number }[];
};

function revisedOf(row: Pick<Selectable<PartnerTables["forward"]>, "revised" | "revised_at" | "revised_status">): Revised | null {
  const { revised: disclosure, revised_status: status, revised_at: at } = row;
  return disclosure === null || status === null || at === null ? null : { disclosure, status, at: at.getTime() };
}

/** A forward under lock, with what was handed over; null outside the caller's scope. */
export async function lockForward(tx: Tx, forwardId: string): Promise<LockedForward | null> {
  const row = await partnerTables(tx).selectFrom("forward").selectAll().where("forward_id", "=", forwardId).forUpdate().executeTakeFirst();
  if (row === undefined) return null;
  const { choice, handover: disclosure, revisions_begun: begun } = row;
  const queuedAt = (row.stamp ?? row.queued_at).getTime();
  const isDangerUnread = row.danger_unread_since !== null;
  const chosenAt = row.queued_at.getTime();
  return { state: stateOf(row), choice, chosenAt, disclosure, queuedAt, revised: revisedOf(row), isDangerUnread, begun };
}

/** Forwards of an intervention, in the order in which they were made. */
export async function forwardIdsOf(tx: Tx, interventionId: string): Promise<string[]> {
  const rows = await partnerTables(tx)
    .selectFrom("forward")
    .select("forward_id")
    .where("intervention_id", "=", interventionId)
    .orderBy("queued_at")
    .execute();
  return rows.map((row) => row.forward_id);
}

/** Forwards of all that was merged into an intervention, or into what was: they go on and end with it. */
export async function forwardIdsBelow(tx: Tx, interventionId: string): Promise<string[]> {
  const { rows } = await sql<{ forward_id: string }>`
    with recursive below as (
      select intervention_id, 1 as depth from intervention_now where merged_into = ${interventionId}
      union all select i.intervention_id, depth + 1 from intervention_now i join below b on i.merged_into = b.intervention_id where depth < 100
    ) select forward_id from forward join below using (intervention_id) order by queued_at`.execute(tx);
  return rows.map(({ forward_id: id }) => id);
}

/** Updates a forward by its revision. */
export async function updateRevision(tx: Tx, forwardId: string, { disclosure, status, at }: Revised): Promise<void> {
  await sql`
    update forward set revision = revision + 1, revised = ${JSON.stringify(disclosure)}, revised_status = ${status}, revised_at = ${new Date(at)},
      left_behind = false
    where forward_id = ${forwardId}`.execute(tx);
}

/** Marks that a revision may have reached the partner; each stands once. */
export async function markRevisionBegun(tx: Tx, forwardId: string, revision: number, at: number): Promise<void> {
  const begun = JSON.stringify([{ revision, at }]);
  await sql`
    update forward set revisions_begun = revisions_begun || ${begun}::jsonb
    where forward_id = ${forwardId} and not revisions_begun @> ${begun}::jsonb`.execute(tx);
}

/** Inserts a new forward. Throws a unique violation where one of the same intervention to the same partner is open. */
export async function insertForward(
  tx: Tx,
  state: Forward,
  userId: string,
  given: { choice: Choice; disclosure: Disclosure; stamp: number },
): Promise<void> {
  await partnerTables(tx)
    .insertInto("forward")
    .values({
      forward_id: state.forwardId,
      intervention_id: state.interventionId,
      partner_id: state.partnerId,
      queued_at: new Date(state.since),
      queued_by: userId,
      ...columnsOf(state),
      choice: JSON.stringify(given.choice),
      handover: JSON.stringify(given.disclosure),
      stamp: given.stamp === state.since ? null : new Date(given.stamp),
    })
    .execute();
}

/** Newest time in the stamps of what a partner was told of an incident, by ended forwards too; null where there is none. */
export async function newestToldOf(
  tx: Tx,
  { interventionId, partnerId }: Pick<Forward, "interventionId" | "partnerId">,
): Promise<number | null> {
  const { rows } = await sql<{ newest: Date | null }>`
    select max(greatest(coalesce(stamp, queued_at), case when kind = 'cancelled' then since end,
      (select max(to_timestamp((b ->> 'at')::double precision / 1000)) from jsonb_array_elements(revisions_begun) b))) as newest
    from forward where intervention_id = ${interventionId} and partner_id = ${partnerId}`.execute(tx);
  return rows[0]?.newest?.getTime() ?? null;
}

function textOf(event: ForwardEvent): string | null {
  switch (event.kind) {
    case "progressed":
    case "finished":
    case "messaged":
      return event.text;
    case "refused":
    case "cancelled":
      return event.reason;
    case "try_failed":
    case "given_up":
    case "update_failed":
    case "update_given_up":
      return event.cause;
    case "acknowledged":
      return event.partnerReference;
    default:
      return null;
  }
}

/** Appends an event; `seq` is the version that it made. */
export async function insertEvent(tx: Tx, forwardId: string, seq: number, event: ForwardEvent): Promise<void> {
  await partnerTables(tx)
    .insertInto("forward_event")
    .values({
      forward_id: forwardId,
      seq,
      at: new Date(event.at),
      author: event.by.kind,
      by: event.by.kind === "person" ? event.by.userId : null,
      kind: event.kind,
      text: textOf(event),
    })
    .execute();
}

/** Times of a partner's last messages and progress with words on a forward, the oldest first. In the room's own scope. */
export async function wordsBefore(tx: Tx, forwardId: string, span: { after: Date; until: Date; limit: number }): Promise<Date[]> {
  const rows = await partnerTables(tx)
    .selectFrom("forward_event")
    .select("at")
    .where("forward_id", "=", forwardId)
    .where("author", "=", "partner")
    .where("kind", "in", ["messaged", "progressed"])
    .where("text", "is not", null)
    .where("at", ">", span.after)
    .where("at", "<=", span.until)
    .orderBy("seq", "desc")
    .limit(span.limit)
    .execute();
  return rows.map(({ at }) => at).toReversed();
}

/** Updates a forward to the state that an event made. */
export async function updateForward(tx: Tx, state: Forward): Promise<void> {
  await partnerTables(tx).updateTable("forward").set(columnsOf(state)).where("forward_id", "=", state.forwardId).execute();
}

/**
 * The forward by which a partner knows an incident: the open one, or else the newest. `hex` is the intervention's id without dashes.
 * In the room's own scope.
 */
export async function forwardOfIncident(tx: Tx, partnerId: string, hex: string): Promise<string | null> {
  const { rows } = await sql<{ forward_id: string }>`
    select forward_id from forward where partner_id = ${partnerId} and replace(intervention_id::text, '-', '') = ${hex}
    order by kind not in ('queued','sent','received','acknowledged','in_progress'), queued_at desc limit 1`.execute(tx);
  return rows[0]?.forward_id ?? null;
}

/** The partner to which a forward goes; null where there is no such forward. In the room's own scope. */
export async function partnerOfForward(tx: Tx, forwardId: string): Promise<string | null> {
  const row = await partnerTables(tx).selectFrom("forward").select("partner_id").where("forward_id", "=", forwardId).executeTakeFirst();
  return row?.partner_id ?? null;
}

/**
 * Newest stamp of a partner's reports on an incident, in milliseconds since the Unix epoch; null where none has one. A forward that ended
 * counts too: the partner knows the incident by one name.
 */
export async function newestStampOf(
  tx: Tx,
  { interventionId, partnerId }: Pick<Forward, "interventionId" | "partnerId">,
): Promise<number | null> {
  const row = await partnerTables(tx)
    .selectFrom("forward")
    .select(({ fn }) => fn.max("reported_stamp").as("newest"))
    .where("intervention_id", "=", interventionId)
    .where("partner_id", "=", partnerId)
    .executeTakeFirst();
  return row?.newest?.getTime() ?? null;
}

/** Stores the stamp of a partner's newest report. */
export async function updateReportedStamp(tx: Tx, forwardId: string, stamp: number): Promise<void> {
  await partnerTables(tx)
    .updateTable("forward")
    .set({ reported_stamp: new Date(stamp) })
    .where("forward_id", "=", forwardId)
    .execute();
}

/** Marks the time at which a try of a forward was begun. */
export async function markTried(tx: Tx, forwardId: string, at: number): Promise<void> {
  await sql`update forward set tried_at = ${new Date(at)} where forward_id = ${forwardId}`.execute(tx);
}

/** Time for which the room tries to deliver a cancellation: longer than any partner is away. */
const TAKEN_BACK_FOR_MS = 30 * 86_400_000;

/** Sets the time by which a forward must be acknowledged, and clears the mark that it was not. */
export async function setAnswerDue(tx: Tx, forwardId: string, dueAt: Date): Promise<void> {
  await sql`update forward set answer_due_at = ${dueAt}, unanswered_at = null where forward_id = ${forwardId}`.execute(tx);
}

/**
 * Marks that nobody acknowledged a forward in time, or danger that was raised since; false if it is marked already, or not so. In the room's
 * own scope.
 */
export async function markUnanswered(tx: Tx, forwardId: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update forward set unanswered_at = ${at} where forward_id = ${forwardId} and answer_due_at <= ${at} and unanswered_at is null
      and (kind in ('queued','sent','received','failed') or (danger_unread_since is not null and kind in ('acknowledged','in_progress')))`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** Marks that a person at the partner has to read danger; the first time of several stays. */
export async function markDangerUnread(tx: Tx, forwardId: string, at: Date): Promise<void> {
  await sql`update forward set danger_unread_since = coalesce(danger_unread_since, ${at}) where forward_id = ${forwardId}`.execute(tx);
}

/** Marks that danger was read. In the room's own scope. */
export async function markDangerRead(tx: Tx, forwardId: string): Promise<void> {
  await sql`update forward set danger_unread_since = null where forward_id = ${forwardId}`.execute(tx);
}

/**
 * A message that waits. One left behind failed while the partner took another; `doubt` is 1 for the message that tells best whether the
 * partner is there.
 */
export type Waiting = {
  readonly forwardId: string;
  readonly what: string;
  readonly rejected: boolean;
  readonly left: boolean;
  readonly triedAt: Date | null;
  readonly doubt: number;
};

/** Rows of one look, and those beside them of the least doubt. */
const [MOST_WAITING, MOST_DOUBTED] = [300, 20];

/**
 * Lists what waits to be told to a partner, in the order in which it arose. Rejected items and those left behind come last, those with the
 * oldest try first. A change waits until it is due; a wait that is longer than any comes from a clock that was put back. `doubt` counts first
 * what was never tried, the newest first, and then what was tried longest ago. In the room's own scope.
 */
export async function waitingFor(tx: Tx, partnerId: string, at: Date): Promise<Waiting[]> {
  const [revived, unbelieved] = [new Date(at.getTime() - REVIVED_FOR_MS), new Date(at.getTime() + LONGEST_WAIT_MS)];
  const { rows } = await sql<Waiting>`
    select "forwardId", what, rejected, left_behind as "left", tried_at as "triedAt", doubt from (
      select *,
        row_number() over (order by rejected or left_behind, case when rejected or left_behind then tried_at end nulls first, arose, "forwardId")
          as place,
        (row_number() over (order by rejected or left_behind, tried_at nulls first, arose desc, "forwardId"))::int as doubt
      from (
        select forward_id as "forwardId", tried_at, left_behind,
          case when kind in ('queued','failed') then 'forward' when kind = 'cancelled' then 'cancellation' else 'update-' || revision end as what,
          kind = 'failed' or (update_waits and update_next_try_at is null and kind in ('sent','received','acknowledged','in_progress')) as rejected,
          case when kind in ('queued','failed') then queued_at when kind = 'cancelled' then since else coalesce(revised_at, queued_at) end as arose
        from forward f where partner_id = ${partnerId} and (
          kind = 'queued'
          or (notice = 'due' and since > ${new Date(at.getTime() - TAKEN_BACK_FOR_MS)})
          or (update_waits and kind in ('sent','received','acknowledged','in_progress')
            and ((update_next_try_at is null and coalesce(revised_at, queued_at) > ${revived})
              or update_next_try_at <= ${at} or update_next_try_at > ${unbelieved} or update_attempts > 0))
          or (kind = 'failed' and queued_at > ${revived} and not exists (
            select from forward o where o.intervention_id = f.intervention_id and o.partner_id = f.partner_id
              and o.kind in ('queued','sent','received','acknowledged','in_progress'))))
      ) waits
    ) placed where place <= ${MOST_WAITING} or doubt <= ${MOST_DOUBTED} order by place`.execute(tx);
  return rows;
}

/** Marks whether forwards are left behind: their messages failed while the partner took others. In the room's own scope. */
export async function markLeft(tx: Tx, forwardIds: readonly string[], isLeft: boolean): Promise<void> {
  await sql`update forward set left_behind = ${isLeft} where forward_id = any (${[...forwardIds]}::uuid[])`.execute(tx);
}
