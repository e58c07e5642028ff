import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { Target } from "../../telephony/index.ts";

/** Mode of a supervisor on a call: listen hears both; whisper is heard by the call-taker alone; barge takes part. */
export type ListenMode = "listen" | "whisper" | "barge";

/** Party that a leg reaches. `consult` is the call beside it: the consultation of a transfer, or a supervisor's own voice. */
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

/** The changes of one leg that a transaction has to write. */
type LegToWrite = {
  readonly legId: string;
  readonly made: (Omit<Leg, "answered" | "ended"> & { readonly at: Date }) | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly aloneAgain: boolean;
};

/** Changes of legs that transactions have gathered and not written yet. */
const gathered = new WeakMap<Tx, Map<string, LegToWrite>>();

function gather(tx: Tx, legId: string, change: Partial<LegToWrite>): void {
  const legs = gathered.get(tx) ?? new Map<string, LegToWrite>();
  gathered.set(tx, legs);
  const was = legs.get(legId) ?? { legId, made: null, answeredAt: null, endedAt: null, aloneAgain: false };
  legs.set(legId, { ...was, ...change, endedAt: was.endedAt ?? change.endedAt ?? null });
}

/** The parties that are written by `writeLegs`, with what happened to them, all in one statement. */
export const insertLeg = (tx: Tx, leg: Omit<Leg, "answered" | "ended">, at: Date): void => gather(tx, leg.legId, { made: { ...leg, at } });
export const answerLeg = (tx: Tx, legId: string, answeredAt: Date): void => gather(tx, legId, { answeredAt });
export const endLeg = (tx: Tx, legId: string, endedAt: Date): void => gather(tx, legId, { endedAt });
/** The consultation beside a call is over. */
export const endConsult = (tx: Tx, legId: string): void => gather(tx, legId, { aloneAgain: true });

/** Writes what was gathered of legs. Called before legs are read or changed by another statement of the transaction, and before its end. */
export async function writeLegs(tx: Tx): Promise<void> {
  const legs = [...(gathered.get(tx)?.values() ?? [])];
  gathered.delete(tx);
  if (legs.length === 0) return;
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(legs)}::jsonb)
        as g ("legId" uuid, made jsonb, "answeredAt" timestamptz, "endedAt" timestamptz, "aloneAgain" boolean)
    ), made as (
      insert into call_leg (leg_id, call_id, kind, user_id, target, attempt, mode, at, answered_at, ended_at)
      select "legId", (made->>'callId')::uuid, made->>'kind', (made->>'userId')::uuid,
        case when "aloneAgain" then (made->'target') - 'consult' else made->'target' end,
        (made->>'attempt')::integer, made->>'mode', (made->>'at')::timestamptz, "answeredAt", "endedAt"
      from given where jsonb_typeof(made) = 'object' and exists (select from call c where c.call_id = (made->>'callId')::uuid)
    )
    update call_leg l set answered_at = coalesce(g."answeredAt", l.answered_at), ended_at = coalesce(l.ended_at, g."endedAt"),
      target = case when g."aloneAgain" then l.target - 'consult' else l.target end
    from given g where l.leg_id = g."legId" and jsonb_typeof(g.made) is distinct from 'object'`.execute(tx);
}

/** A party by its id, also of a call that is over; null for none. */
export async function legById(tx: Tx, legId: string): Promise<Leg | null> {
  await writeLegs(tx);
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

/** True for a person who has a call, listens to it, or at whose telephone it rings. */
export async function isWithCall(tx: Tx, callId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from call_leg where call_id = ${callId} and user_id = ${userId} and ended_at is null limit 1`.execute(tx);
  return rows.length > 0;
}

/** The leg that talks with the caller. */
export const talkingLeg = (legs: readonly Leg[]): Leg | undefined => legs.findLast((leg) => leg.answered && leg.kind !== "listen");
