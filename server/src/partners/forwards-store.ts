import type { Choice, Forward, ForwardEvent, Handover } from "@amaliyat/domain/partners";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { partnerTables, type PartnerTables } from "./partners-tables.ts";

type Row = Pick<
  PartnerTables["forward"],
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
});

/** A forward under lock, with what was handed over; null outside the caller's scope. */
export async function lockForward(tx: Tx, forwardId: string): Promise<{ state: Forward; handover: Handover; queuedAt: number } | null> {
  const row = await partnerTables(tx).selectFrom("forward").selectAll().where("forward_id", "=", forwardId).forUpdate().executeTakeFirst();
  return row === undefined ? null : { state: stateOf(row), handover: row.handover, queuedAt: row.queued_at.getTime() };
}

/** Keeps a new forward. Throws a unique violation where one of the same intervention to the same partner is open. */
export async function insertForward(tx: Tx, state: Forward, userId: string, given: { choice: Choice; handover: Handover }): Promise<void> {
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
      handover: JSON.stringify(given.handover),
    })
    .execute();
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
      return event.cause;
    case "acknowledged":
      return event.partnerReference;
    default:
      return null;
  }
}

/** Appends an event; `seq` is the version that it made. */
export async function keepEvent(tx: Tx, forwardId: string, seq: number, event: ForwardEvent): Promise<void> {
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

/** Keeps a state that an event made. */
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

/** Forwards of a partner whose next try is due, or whose cancellation waits to be told, oldest first. In the room's own scope. */
export async function waitingFor(tx: Tx, partnerId: string, at: Date): Promise<string[]> {
  const { rows } = await sql<{ forward_id: string }>`
    select forward_id from forward where partner_id = ${partnerId} and (next_try_at <= ${at} or notice = 'due') order by queued_at limit 100`.execute(
    tx,
  );
  return rows.map((row) => row.forward_id);
}
