import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import type { Target } from "../telephony/index.ts";

/** How a supervisor is with a call: hears both; is heard by the call-taker alone; takes part. */
export type ListenMode = "listen" | "whisper" | "barge";

/** Whom a leg reaches; `consult` is the call beside it: that in which a transfer is spoken of first, or that of a supervisor's own voice. */
export type LegTarget = Target & { readonly consult?: string };
export type LegKind = "offer" | "called_out" | "transfer" | "overflow" | "listen" | "telephone";

export type Leg = {
  readonly legId: string;
  readonly callId: string;
  readonly kind: LegKind;
  readonly userId: string | null;
  readonly target: LegTarget;
  readonly attempt: number | null;
  readonly mode: ListenMode | null;
  readonly answered: boolean;
  readonly ended: boolean;
};

type LegRow = {
  leg_id: string;
  call_id: string;
  kind: LegKind;
  user_id: string | null;
  target: LegTarget;
  attempt: number | null;
  mode: ListenMode | null;
  answered_at: Date | null;
  ended_at: Date | null;
};

const legOf = (row: LegRow): Leg => ({
  legId: row.leg_id,
  callId: row.call_id,
  kind: row.kind,
  userId: row.user_id,
  target: row.target,
  attempt: row.attempt,
  mode: row.mode,
  answered: row.answered_at !== null,
  ended: row.ended_at !== null,
});

export async function insertLeg(tx: Tx, leg: Omit<Leg, "answered" | "ended">, at: Date): Promise<void> {
  await sql`
    insert into call_leg (leg_id, call_id, kind, user_id, target, attempt, mode, at)
    values (${leg.legId}, ${leg.callId}, ${leg.kind}, ${leg.userId}, ${JSON.stringify(leg.target)}::jsonb, ${leg.attempt}, ${leg.mode}, ${at})`.execute(
    tx,
  );
}

/** A party by its id, also of a call that is over; null for none. */
export async function legById(tx: Tx, legId: string): Promise<Leg | null> {
  const { rows } = await sql<LegRow>`select * from call_leg where leg_id = ${legId}`.execute(tx);
  return rows[0] === undefined ? null : legOf(rows[0]);
}

/** Parties of calls that go on, in the order in which they were begun. */
export async function openLegs(tx: Tx): Promise<Leg[]> {
  const { rows } = await sql<LegRow>`
    select l.* from call_leg l join call c using (call_id) where c.ended_at is null and l.ended_at is null order by l.at, l.leg_id`.execute(
    tx,
  );
  return rows.map(legOf);
}

/** What was spoken beside a call is over. */
export async function endConsult(tx: Tx, legId: string): Promise<void> {
  await sql`update call_leg set target = target - 'consult' where leg_id = ${legId}`.execute(tx);
}

/** The leg that talks with the caller. */
export const talkingLeg = (legs: readonly Leg[]): Leg | undefined => legs.findLast((leg) => leg.answered && leg.kind !== "listen");

export async function answerLeg(tx: Tx, legId: string, at: Date): Promise<void> {
  await sql`update call_leg set answered_at = ${at} where leg_id = ${legId}`.execute(tx);
}

export async function endLeg(tx: Tx, legId: string, at: Date): Promise<void> {
  await sql`update call_leg set ended_at = ${at} where leg_id = ${legId} and ended_at is null`.execute(tx);
}
