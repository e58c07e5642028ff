import type { calls } from "@amaliyat/contract/calls";
import { signsOf } from "@amaliyat/domain/calls";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { Meter } from "../../platform/meter.ts";
import { hasCall, type Board, type Refused } from "../switchboard/board.ts";
import { callById, referenceOf } from "../rows/calls-queries.ts";
import { isWithCall } from "../rows/legs-store.ts";
import { callSubject } from "../subjects.ts";
import { say, writerKey } from "../hear/text.ts";
import { EMPTY_TEXT, eraseTexts, isTextErased, namesOf, readTexts } from "../rows/text-store.ts";
import { seesCall } from "../tell-call.ts";

const BATCH = 200;

/** The kept text of a call, with the names of those who wrote. */
async function textOf(tx: Tx, callId: string) {
  const kept = (await readTexts(tx, [callId])).get(callId) ?? EMPTY_TEXT;
  const { lines, full } = kept.conversation;
  const names = await namesOf(tx, [...new Set(lines.flatMap(({ person }) => (person === null ? [] : [person])))]);
  const shown = lines.map(({ by, person, at, text, ended, alert }) => ({
    by,
    text,
    ended,
    alert,
    at: new Date(at).toISOString(),
    person: person === null ? null : { userId: person, name: names.get(person) ?? "" },
  }));
  return { lines: shown, full, erased: await isTextErased(tx, callId) };
}

type Read = typeof calls.text;

type Reading = { readonly text: Awaited<ReturnType<typeof textOf>>; readonly isSupervised: boolean };

const DAY_MS = 24 * 3_600_000;

/**
 * Reads the text of a call. While the call goes on it is for those who are in it; a supervisor who is not is logged once. Read after the call
 * it is an old word of a citizen: who reads it stands in the log each time.
 */
export function openTextReading(board: Board): (call: Call<Read>) => Promise<Reply<Read>> {
  const supervised = new Meter(DAY_MS);
  return async ({ who, at, params: { callId } }) => {
    await board.switchboard.written(callId);
    const reading = `${callId} ${who.userId}`;
    const read = await transaction(board.db, scopeOf(who), async (tx): Promise<Result<Reading, Refused>> => {
      const row = await callById(tx, at, callId);
      if (row === null) return refuse({ code: "object.not_found" });
      const goesOn = row.endedAt === null;
      const isApart = goesOn && !(await isWithCall(tx, callId, who.userId));
      if (isApart && who.role !== "supervisor") return refuse({ code: "call.not_yours" });
      const text = await textOf(tx, callId);
      const isLogged = goesOn ? isApart && supervised.count(reading, at) === 0 : text.lines.length > 0;
      if (isLogged) await settle(tx, { who, at }, { type: "call.text_read", about: callSubject({ callId, reference: row.reference }) });
      return ok({ text, isSupervised: goesOn && isLogged });
    });
    if (!read.ok) return read;
    // Counted once the entry is kept.
    if (read.value.isSupervised) supervised.add(reading, at);
    return ok(read.value.text);
  };
}

type Write = typeof calls.writeText;

/** Sends the typed text to the caller. Input that took effect already is left out, so that a request may come twice. */
export async function writeText(board: Board, { who, at, params: { callId }, body }: Call<Write>): Promise<Reply<Write>> {
  if (!(await seesCall(board.db, scopeOf(who), at, callId))) return refuse({ code: "object.not_found" });
  return board.switchboard.command(async (turn) => {
    const text = turn.openCall(callId)?.text;
    if (turn.openCall(callId) === undefined) return refuse({ code: "call.wrong_state" });
    if (text === undefined || text.over === true) return refuse({ code: "call.no_text" });
    if (!turn.legsOf(callId).some((leg) => hasCall(leg) && leg.userId === who.userId)) return refuse({ code: "call.not_yours" });
    const writer = { person: who.userId, field: body.writer };
    const done = text.written[writerKey(writer)] ?? 0;
    if (body.after > done) return refuse({ code: "call.text_gap" });
    const fresh = signsOf(body.text)
      .slice(done - body.after)
      .join("");
    if (fresh === "") return ok({ sent: done });
    say(turn, callId, fresh, writer);
    if (!Object.keys(text.written).some((key) => key.startsWith(who.userId)))
      turn.logBy(who, { type: "call.text_written", about: callSubject({ callId, reference: await referenceOf(turn.tx, callId) }) });
    return ok({ sent: done + signsOf(fresh).length });
  });
}

/** Erases texts whose time is over, with a receipt in the log. */
export const expireCallTexts = (db: Db, retentionMs: number, at: number): Promise<number> =>
  transaction(db, SYSTEM, async (tx) => {
    const gone = await eraseTexts(tx, new Date(at), new Date(at - retentionMs), BATCH);
    const logged = gone.map((callId) => ({ type: "call.text_expired" as const, about: subjectById("call", callId) }));
    await settle(tx, { who: null, at }, logged);
    return gone.length;
  });
