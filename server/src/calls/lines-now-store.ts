import { rulesOfLine, type Acd, type QueuedCall } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { readAcd } from "./acd-store.ts";
import { liveCalls, type KeptCall } from "./calls-queries.ts";
import { openLegs } from "./legs-store.ts";
import { readLines } from "./lines-store.ts";
import type { LinesNow, LiveCall } from "./lines-now.ts";
import { openPauses } from "./pauses-store.ts";
import { allTakers } from "./takers-store.ts";
import { EMPTY_TEXT, readTexts, type TextKept } from "./text-store.ts";

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
  const { rows } = await sql<{ journalId: string; place: string }>`select journal_id as "journalId", place from lines_mark`.execute(tx);
  return (journalId) => Number(rows.find((row) => row.journalId === journalId)?.place ?? 0);
}

/** The newest turn of a journal that the rows contain; 0 before the first. */
export const readMark = async (tx: Tx, journalId: string): Promise<number> => (await marks(tx))(journalId);

/** Sets the mark, in the transaction that writes the turns up to it. There is one journal at a time: another's mark is of no use. */
export async function keepMark(tx: Tx, journalId: string, place: number): Promise<void> {
  await sql`
    insert into lines_mark (only_one, journal_id, place) values (true, ${journalId}, ${place})
    on conflict (only_one) do update set journal_id = excluded.journal_id, place = excluded.place`.execute(tx);
}
