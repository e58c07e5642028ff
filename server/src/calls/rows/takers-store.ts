import type { TakerShown } from "@amaliyat/contract/calls";
import type { CallLanguage, PauseReason, TakerState } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

const FIRST_EXTENSION = 8001;

/** Stored data of a call-taker beside the state of the queue. */
export type TakerKept = {
  readonly userId: string;
  readonly name: string;
  readonly extension: string;
  readonly languages: readonly CallLanguage[];
  readonly lines: readonly string[] | null;
  readonly here: boolean;
  readonly state: TakerState;
  readonly since: Date;
  readonly pauseNext: PauseReason | null;
  readonly wants: "ready" | PauseReason | null;
  readonly phoneSince: Date | null;
};

const columns = sql`t.user_id as "userId", u.name, t.extension, t.languages, t.lines, t.here, t.state, t.since, t.pause_next as "pauseNext",
  t.wants, t.phone_since as "phoneSince" from call_taker t join person u on u.user_id = t.user_id`;

export async function allTakers(tx: Tx): Promise<TakerKept[]> {
  return (await sql<TakerKept>`select ${columns} order by t.extension`.execute(tx)).rows;
}

export async function takerOf(tx: Tx, userId: string): Promise<TakerKept | null> {
  return (await sql<TakerKept>`select ${columns} where t.user_id = ${userId}`.execute(tx)).rows[0] ?? null;
}

/** Call-takers by their ids, in no order. */
export async function takersOf(tx: Tx, userIds: readonly string[]): Promise<TakerKept[]> {
  if (userIds.length === 0) return [];
  return (await sql<TakerKept>`select ${columns} where t.user_id = any(${[...userIds]}::uuid[])`.execute(tx)).rows;
}

/** Gives a person an extension of the room, once: the first that is free. */
export async function makeTaker(tx: Tx, userId: string, languages: readonly CallLanguage[], at: Date): Promise<TakerKept> {
  const known = await takerOf(tx, userId);
  if (known !== null) return known;
  await sql`
    insert into call_taker (user_id, extension, languages, since, idle_since)
    select ${userId}, (coalesce(max(extension::int), ${FIRST_EXTENSION - 1}) + 1)::text, ${[...languages]}::text[], ${at}, ${at} from call_taker`.execute(
    tx,
  );
  const made = await takerOf(tx, userId);
  if (made === null) throw new Error("a call-taker was made and is not there");
  return made;
}

export async function updateSkills(tx: Tx, userId: string, languages: readonly string[], lines: readonly string[] | null): Promise<void> {
  await sql`
    update call_taker set languages = ${[...languages]}::text[], lines = ${lines === null ? null : [...lines]}::text[] where user_id = ${userId}`.execute(
    tx,
  );
}

/** Stores the state that the person last asked for. */
export async function setWish(tx: Tx, userId: string, wants: TakerKept["wants"]): Promise<void> {
  await sql`update call_taker set wants = ${wants} where user_id = ${userId}`.execute(tx);
}

export async function setPhoneSince(tx: Tx, userId: string, since: Date | null): Promise<void> {
  await sql`update call_taker set phone_since = ${since} where user_id = ${userId}`.execute(tx);
}

/** Binds the telephone to the screen of this session. */
export async function setScreen(tx: Tx, userId: string, sessionId: string): Promise<void> {
  await sql`update call_taker set session_id = ${sessionId} where user_id = ${userId}`.execute(tx);
}

/** Call-takers who cannot be shown anything: the session that opened the telephone is locked or over. */
export async function behindLocks(tx: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ user_id: string }>`
    select t.user_id from call_taker t join session_now s on s.session_id = t.session_id
    where t.here and (s.locked_at is not null or s.ended_at is not null)`.execute(tx);
  return new Set(rows.map((row) => row.user_id));
}

function stateShown(state: TakerState): TakerShown["state"] {
  if (state.kind === "consulted") return { kind: state.kind, callId: state.callId };
  return state.kind === "wrap_up" ? { ...state, until: new Date(state.until).toISOString() } : state;
}

/** A call-taker as screens show it. */
export const shownTaker = (taker: TakerKept): TakerShown => ({
  userId: taker.userId,
  name: taker.name,
  extension: taker.extension,
  languages: [...taker.languages],
  lines: taker.lines === null ? null : [...taker.lines],
  here: taker.here,
  connected: taker.phoneSince !== null,
  state: stateShown(taker.state),
  since: taker.since.toISOString(),
  pauseNext: taker.pauseNext,
});

/** The role of a person who is designated; null for nobody. */
export async function roleOf(tx: Tx, userId: string): Promise<string | null> {
  return (await sql<{ role: string }>`select role from person where user_id = ${userId} and not ended`.execute(tx)).rows[0]?.role ?? null;
}
