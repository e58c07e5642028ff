import { rulesOfLine, type Acd, type QueuedCall } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import { DatabaseGone, sqlStateOf, type Tx } from "../../platform/database/index.ts";
import { readAcd } from "../rows/acd-store.ts";
import { liveCalls, type KeptCall } from "../rows/calls-queries.ts";
import { openLegs } from "../rows/legs-store.ts";
import { readLines } from "../rows/lines-store.ts";
import type { LinesNow, LiveCall } from "./lines-now.ts";
import { openPauses } from "../rows/pauses-store.ts";
import { allTakers } from "../rows/takers-store.ts";
import { EMPTY_TEXT, readTexts, type TextKept } from "../rows/text-store.ts";

/** SQLSTATE of a statement that took too long (PostgreSQL 17, appendix A). */
const STATEMENT_STOPPED = "57014";

const liveOf = (call: KeptCall, text: TextKept = EMPTY_TEXT): LiveCall => ({
  callId: call.callId,
  direction: call.direction,
  line: call.line,
  numberKey: call.numberKey,
  arrivedAt: call.arrivedAt.getTime(),
  since: call.since.getTime(),
  answeredAt: call.answeredAt?.getTime() ?? null,
  overflowedAt: call.overflowedAt?.getTime() ?? null,
  closed: call.lineClosed,
  language: call.language,
  goesOn: call.endedAt === null,
  ...(call.textKind === null ? {} : { text: { ...text, kind: call.textKind, over: call.textOverAt !== null } }),
  keysAskedAt: call.keysAskedAt?.getTime(),
  cannotSpeak: call.cannotSpeakAt !== null,
});

/** The queue with who only writes, which its rows do not say. */
function withVoiceless(acd: Acd, live: readonly KeptCall[]): Acd {
  const silent = new Set(live.flatMap(({ callId, textKind }) => (textKind === "alone" ? [callId] : [])));
  const calls = [...acd.calls].map(([callId, call]): [string, QueuedCall] => [callId, { ...call, voiceless: silent.has(callId) }]);
  return { ...acd, calls: new Map(calls) };
}

/** The lines as the rows say: what the last server had written when it ended. */
export async function readLinesNow(tx: Tx): Promise<LinesNow> {
  const lines = await readLines(tx);
  const takers = await allTakers(tx);
  const live = await liveCalls(tx);
  const written = live.filter(({ textKind }) => textKind !== null).map(({ callId }) => callId);
  const texts = written.length === 0 ? new Map<string, TextKept>() : await readTexts(tx, written);
  const pauses = await openPauses(tx);
  return {
    lines,
    acd: withVoiceless(await readAcd(tx, lines.map(rulesOfLine)), live),
    calls: new Map(live.map((call) => [call.callId, { ...liveOf(call, texts.get(call.callId)), pause: pauses.get(call.callId) }])),
    legs: new Map((await openLegs(tx)).map((leg) => [leg.legId, leg])),
    takers: new Map(
      takers.map(({ userId, extension, wants, phoneSince }) => [userId, { userId, extension, wants, connected: phoneSince !== null }]),
    ),
    said: new Map(),
  };
}

/** The newest turn that the rows contain, by journal: of another journal than that of the mark they contain none. */
export async function marks(tx: Tx): Promise<(journalId: string) => number> {
  const { rows } = await sql<{ journalId: string; place: number }>`select journal_id as "journalId", place from lines_mark`.execute(tx);
  return (journalId) => rows.find((row) => row.journalId === journalId)?.place ?? 0;
}

/** The newest turn of a journal that the rows contain; 0 before the first. */
export const readMark = async (tx: Tx, journalId: string): Promise<number> => (await marks(tx))(journalId);

/** A mark as a batch sets it: its journal, the newest place that the rows contain with it, and the batch itself. */
export type Mark = { readonly journalId: string; readonly place: number; readonly batch: string };

/** A batch that waits for the mark waits for one that was given up and is not over: the database hangs, and no turn is at fault. */
async function waited<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw sqlStateOf(error) === STATEMENT_STOPPED ? new DatabaseGone(error) : error;
  });
}

/**
 * Moves the mark at the head of a transaction, where the batch that wrote before it is `after`; false where it is another one. A transaction that
 * moved the mark before and that nobody waits for any more is over then: the row is locked until it is.
 */
export async function moveMark(tx: Tx, { journalId, place, batch }: Mark, after: string): Promise<boolean> {
  const moved = sql`
    update lines_mark set place = greatest(place, ${place}), batch = ${batch}
    where batch = ${after} and journal_id = ${journalId} returning true`.execute(tx);
  return (await waited(moved)).rows.length > 0;
}

/** Locks the mark as `moveMark` does; gives what the rows contain of a journal, and the batch that was written last. */
export async function lockMark(tx: Tx, journalId: string): Promise<{ readonly place: number; readonly batch: string | null }> {
  await waited(sql`insert into lines_mark (only_one, journal_id, place) values (true, ${journalId}, 0) on conflict do nothing`.execute(tx));
  const locked = sql<{ journalId: string; place: number; batch: string | null }>`
    select journal_id as "journalId", place, batch from lines_mark for update`.execute(tx);
  const [row] = (await waited(locked)).rows;
  return row?.journalId === journalId ? { place: row.place, batch: row.batch } : { place: 0, batch: null };
}

/** Sets the mark that this transaction has locked. There is one journal at a time: another's mark is of no use. */
export async function setMark(tx: Tx, { journalId, place, batch }: Mark): Promise<void> {
  await sql`update lines_mark set journal_id = ${journalId}, place = ${place}, batch = ${batch}`.execute(tx);
}
