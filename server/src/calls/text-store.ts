import { EMPTY_CONVERSATION, type Conversation, type TextMark } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import { vaultOf, type Tx } from "../platform/database/index.ts";

/** The text of a call, and the marks that are needed to go on with it. */
export type TextKept = {
  readonly conversation: Conversation;
  /** The last packet of the caller of which text was taken; null before the first. */
  readonly mark: TextMark | null;
  /** How many signs each writer of the room has sent, by person and field, so that a request that comes twice is carried out once. */
  readonly written: Readonly<Record<string, number>>;
};

/** The text of a call as the switchboard has it in memory. */
export type LiveText = TextKept & {
  readonly kind: "beside" | "alone";
  /** The caller left text out of the call: nothing is sent in it, until the caller adds it again. */
  readonly over?: boolean;
};

export const EMPTY_TEXT: TextKept = { conversation: EMPTY_CONVERSATION, mark: null, written: {} };

const about = (callId: string): string => `call_text/${callId}/words`;

export async function keepTextKind(tx: Tx, callId: string, kind: "beside" | "alone"): Promise<void> {
  await sql`update call set text_kind = ${kind}, text_over_at = null where call_id = ${callId}`.execute(tx);
}

/** The caller has left text out of the call since then. */
export async function keepTextOver(tx: Tx, callId: string, at: Date): Promise<void> {
  await sql`update call set text_over_at = ${at} where call_id = ${callId}`.execute(tx);
}

/** Keeps what was written, sealed. What was erased stays so. */
export async function keepText(tx: Tx, callId: string, kept: TextKept, at: Date): Promise<void> {
  const sealed = vaultOf(tx).seal(JSON.stringify(kept), about(callId));
  await sql`
    insert into call_text (call_id, words_sealed, changed_at) select call_id, ${sealed}, ${at} from call where call_id = ${callId}
    on conflict (call_id) do update set words_sealed = excluded.words_sealed, changed_at = excluded.changed_at
    where call_text.erased_at is null`.execute(tx);
}

type Row = { readonly callId: string; readonly sealed: Buffer };

/** The texts of these calls. */
export async function readTexts(tx: Tx, callIds: readonly string[]): Promise<ReadonlyMap<string, TextKept>> {
  const { rows } = await sql<Row>`
    select call_id as "callId", words_sealed as sealed from call_text
    where call_id = any(${[...callIds]}::uuid[]) and words_sealed is not null`.execute(tx);
  return new Map(rows.map(({ callId, sealed }) => [callId, JSON.parse(vaultOf(tx).open(sealed, about(callId))) as TextKept]));
}

export const isTextErased = async (tx: Tx, callId: string): Promise<boolean> =>
  (await sql`select from call_text where call_id = ${callId} and erased_at is not null`.execute(tx)).rows.length > 0;

/** Names of people who wrote. */
export async function namesOf(tx: Tx, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ userId: string; name: string }>`
    select user_id as "userId", name from users where user_id = any(${[...userIds]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ userId, name }) => [userId, name]));
}

/** Erases texts that have not changed since `before`; not while the call goes on, or a recording of it is held for a case. */
export async function eraseTexts(tx: Tx, at: Date, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ callId: string }>`
    update call_text set words_sealed = null, erased_at = ${at} where call_id in (
      select t.call_id from call_text t join call c using (call_id)
      where t.erased_at is null and t.changed_at < ${before} and c.ended_at is not null
        and not exists (select from call_recording r where r.call_id = t.call_id and r.expired_at is null and r.held_until >= ${at})
      order by t.changed_at limit ${limit})
    returning call_id as "callId"`.execute(tx);
  return rows.map(({ callId }) => callId);
}
