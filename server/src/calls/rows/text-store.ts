import { EMPTY_CONVERSATION, writeText, type Conversation, type TextMark, type TextSide } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import { vaultOf, type SealedPlace, type Tx } from "../../platform/database/index.ts";

/** The text of a call, and the marks that are needed to go on with it. */
export type TextKept = {
  readonly conversation: Conversation;
  /** The last packet of the caller of which text was taken; null before the first. */
  readonly mark: TextMark | null;
  /** Characters that each writer has sent, by person and field, so that a repeated request takes effect once. */
  readonly written: Readonly<Record<string, number>>;
};

/** The text of a call as the switchboard has it in memory. */
export type LiveText = TextKept & {
  readonly kind: "beside" | "alone";
  /** The caller left text out of the call: nothing is sent in it, until the caller adds it again. */
  readonly over?: boolean;
};

export const EMPTY_TEXT: TextKept = { conversation: EMPTY_CONVERSATION, mark: null, written: {} };

/** Something that one side wrote, and the marks after it: those that it changed. */
export type TextPart = {
  readonly by: TextSide;
  readonly person: string | null;
  readonly at: number;
  readonly text: string;
  readonly mark?: TextMark;
  readonly written?: Readonly<Record<string, number>>;
};

type ToWrite = { readonly parts: TextPart[]; whole: TextKept; at: Date };

/** Text that transactions have gathered and not written yet: one row for each call. */
const gathered = new WeakMap<Tx, Map<string, ToWrite>>();

const about = (callId: string): string => `call_text/${callId}/words`;
const aboutPart = (callId: string, nth: number | string): string => `call_text/${callId}/${nth}`;

export const TEXTS_SEALED: readonly SealedPlace[] = [
  { table: "call_text", column: "words_sealed", key: ["call_id"], about: ({ call_id = "" }) => about(call_id) },
  {
    table: "call_text_part",
    column: "words_sealed",
    key: ["call_id", "nth"],
    about: ({ call_id = "", nth = "" }) => aboutPart(call_id, nth),
  },
];

export async function setTextKind(tx: Tx, callId: string, kind: "beside" | "alone"): Promise<void> {
  await sql`update call set text_kind = ${kind}, text_over_at = null where call_id = ${callId}`.execute(tx);
}

/** The caller has left text out of the call since then. */
export async function markTextOver(tx: Tx, callId: string, at: Date): Promise<void> {
  await sql`update call set text_over_at = ${at} where call_id = ${callId}`.execute(tx);
}

/** Writes the whole text of a call, sealed, and replaces the stored and pending parts. Erased text stays erased. */
export async function upsertText(tx: Tx, callId: string, { conversation, mark, written }: TextKept, at: Date): Promise<void> {
  gathered.get(tx)?.delete(callId);
  const sealed = vaultOf(tx).seal(JSON.stringify({ conversation, mark, written }), about(callId));
  await sql`
    with gone as (delete from call_text_part where call_id = ${callId})
    insert into call_text (call_id, words_sealed, changed_at) select call_id, ${sealed}, ${at} from call where call_id = ${callId}
    on conflict (call_id) do update set words_sealed = excluded.words_sealed, changed_at = excluded.changed_at
    where call_text.erased_at is null`.execute(tx);
}

/** Fields that people typed in, in one call, whose counts are kept: the newest. */
const MOST_WRITERS = 50;

/** The text after something was written: the same part after the same text gives the same again. */
export function withPart(kept: TextKept, { by, person, at, text, mark, written }: TextPart): TextKept {
  const counts = new Map(Object.entries(kept.written));
  for (const [key, count] of Object.entries(written ?? {})) {
    counts.delete(key);
    counts.set(key, count);
  }
  return {
    conversation: writeText(kept.conversation, { by, person, at }, text),
    mark: mark ?? kept.mark,
    written: written === undefined ? kept.written : Object.fromEntries([...counts].slice(-MOST_WRITERS)),
  };
}

/** After so many rows of parts a text is written whole again. */
const MOST_PARTS = 250;

/** Appends to the text of a call, which is `whole` afterwards; written by `writeTexts`. */
export function appendText(tx: Tx, callId: string, part: TextPart, whole: TextKept, at: Date): void {
  const texts = gathered.get(tx) ?? new Map<string, ToWrite>();
  gathered.set(tx, texts);
  const waiting = texts.get(callId);
  if (waiting === undefined) texts.set(callId, { parts: [part], whole, at });
  else {
    waiting.parts.push(part);
    [waiting.whole, waiting.at] = [whole, at];
  }
}

/** Writes what was gathered: a row for each call, whatever its text is long. */
export async function writeTexts(tx: Tx): Promise<void> {
  const texts = gathered.get(tx);
  gathered.delete(tx);
  if (texts === undefined) return;
  const { rows } = await sql<{ callId: string; last: number }>`
    select call_id as "callId", coalesce((select max(nth) from call_text_part p where p.call_id = t.call_id), 0) as last
    from call_text t where call_id = any(${[...texts.keys()]}::uuid[])`.execute(tx);
  const lasts = new Map(rows.map(({ callId, last }) => [callId, last]));
  for (const [callId, { parts, whole, at }] of texts) {
    const last = lasts.get(callId);
    if (last === undefined || last >= MOST_PARTS) await upsertText(tx, callId, whole, at);
    else await insertPart(tx, callId, last + 1, parts);
  }
}

async function insertPart(tx: Tx, callId: string, nth: number, parts: readonly TextPart[]): Promise<void> {
  const sealed = vaultOf(tx).seal(JSON.stringify(parts), aboutPart(callId, nth));
  await sql`
    insert into call_text_part (call_id, nth, words_sealed)
    select call_id, ${nth}, ${sealed} from call_text where call_id = ${callId} and erased_at is null`.execute(tx);
}

type Row = { readonly callId: string; readonly sealed: Buffer; readonly nths: readonly number[]; readonly parts: readonly Buffer[] };

/** The texts of these calls. */
export async function readTexts(tx: Tx, callIds: readonly string[]): Promise<ReadonlyMap<string, TextKept>> {
  await writeTexts(tx);
  const { rows } = await sql<Row>`
    select t.call_id as "callId", t.words_sealed as sealed, coalesce(array_agg(p.nth order by p.nth) filter (where p.nth is not null), '{}') as nths,
      coalesce(array_agg(p.words_sealed order by p.nth) filter (where p.nth is not null), '{}') as parts
    from call_text t left join call_text_part p using (call_id)
    where t.call_id = any(${[...callIds]}::uuid[]) and t.words_sealed is not null group by t.call_id`.execute(tx);
  const vault = vaultOf(tx);
  return new Map(
    rows.map(({ callId, sealed, nths, parts }) => {
      const whole = JSON.parse(vault.open(sealed, about(callId))) as TextKept;
      const since = parts.flatMap((part, index) => JSON.parse(vault.open(part, aboutPart(callId, nths[index] ?? 0))) as TextPart[]);
      return [callId, since.reduce(withPart, whole)];
    }),
  );
}

export const isTextErased = async (tx: Tx, callId: string): Promise<boolean> =>
  (await sql`select from call_text where call_id = ${callId} and erased_at is not null`.execute(tx)).rows.length > 0;

/** Names of people who wrote. */
export async function namesOf(tx: Tx, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ userId: string; name: string }>`
    select user_id as "userId", name from person where user_id = any(${[...userIds]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ userId, name }) => [userId, name]));
}

/** Erases texts that have not changed since `before`; not while the call goes on, or a recording of it is held for a case. */
export async function eraseTexts(tx: Tx, at: Date, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ callId: string }>`
    with old as (
      select t.call_id from call_text t join call c using (call_id)
      where t.erased_at is null and t.changed_at < ${before} and c.ended_at is not null
        and not exists (select from call_recording r where r.call_id = t.call_id and r.expired_at is null and r.held_until >= ${at})
      order by t.changed_at limit ${limit}
    ), gone as (delete from call_text_part where call_id in (select call_id from old))
    update call_text set words_sealed = null, erased_at = ${at} where call_id in (select call_id from old)
    returning call_id as "callId"`.execute(tx);
  return rows.map(({ callId }) => callId);
}
