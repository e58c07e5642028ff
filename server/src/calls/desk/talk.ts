import type { calls } from "@amaliyat/contract/calls";
import { isBusy, CALLED_BACK_ENDINGS, mayCallOut, plainNumber } from "@amaliyat/domain/calls";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { scopeOf } from "../../identity/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { CallRow } from "@amaliyat/contract/calls";
import { actOnCall, notReady, type Board, type Refused } from "../switchboard/board.ts";
import { abandonedCalls, callById, lockCall } from "../rows/calls-queries.ts";
import type { CommandTurn } from "../turns/command-turn.ts";
import { talkingLeg } from "../rows/legs-store.ts";
import { isHandedOn, letGo } from "../hear/hear-leg.ts";
import { liveCall, newCall } from "../hear/new-call.ts";
import { callSubject } from "../subjects.ts";
import { seesCall } from "../tell-call.ts";
import type { Exchange } from "../../telephony/index.ts";
import { stillRings } from "../turns/orders.ts";
import { phoneOf } from "../turns/turn.ts";

export const hangUp = (board: Board, { who, at, params }: Call<typeof calls.hangUp>): Promise<Reply<typeof calls.hangUp>> =>
  actOnCall(board, {
    who,
    at,
    ...params,
    type: "call.hung_up",
    own: true,
    work: (turn) => {
      turn.event(params.callId, "hung_up", {}, who.userId);
      if (isHandedOn(turn, params.callId)) letGo(turn, params.callId, who.userId);
      else turn.hangUp(params.callId);
      return Promise.resolve(null);
    },
  });

export const hold = (board: Board, { who, at, params, body }: Call<typeof calls.hold>): Promise<Reply<typeof calls.hold>> =>
  actOnCall(board, {
    who,
    at,
    ...params,
    type: "call.held",
    detail: body,
    own: true,
    needsExchange: true,
    work: (turn, _call, legs) => {
      const leg = talkingLeg(legs);
      if (leg === undefined) return Promise.resolve({ code: "call.wrong_state" });
      turn.event(params.callId, "hold", body, who.userId);
      turn.hold(params.callId, leg.legId, body.on);
      return Promise.resolve(null);
    },
  });

type Pick = typeof calls.pick;

/** Takes a call that waits before its turn: nobody in danger waits for a colleague who does not answer. */
export const pick = (board: Board, { who, at, params: { callId } }: Call<Pick>): Promise<Reply<Pick>> =>
  actOnCall(board, {
    who,
    at,
    callId,
    type: "call.picked",
    own: false,
    needsExchange: true,
    work: (turn) => {
      const state = turn.acd.takers.get(who.userId)?.state;
      if (turn.taker(who.userId)?.connected !== true || state === undefined) return Promise.resolve({ code: "phone.not_connected" });
      if (state.kind === "talking" || state.kind === "consulted") return Promise.resolve({ code: "phone.busy" });
      const waits = turn.acd.calls.get(callId);
      if (waits === undefined || waits.callBack === "asked") return Promise.resolve({ code: "call.wrong_state" });
      if (waits.state.kind !== "waiting" && waits.state.kind !== "offered") return Promise.resolve({ code: "call.wrong_state" });
      turn.event(callId, "picked", {}, who.userId);
      turn.step({ kind: "picked", callId, takerId: who.userId });
      return Promise.resolve(null);
    },
  });

type Out = {
  readonly who: Caller;
  readonly number: string;
  readonly line: string;
  readonly backOf: string | null;
  readonly since?: number;
  /** Queued call for a call-back, which this call replaces. */
  readonly inPlaceOf?: string | null;
};

/** A call out, in a turn. It begins with the console that the room gave the person, and goes only to a number that the room may call. */
async function callOutIn(
  turn: CommandTurn,
  { who, number, line, backOf, since, inPlaceOf = null }: Out,
): Promise<Result<CallRow, Refused>> {
  if (!mayCallOut(number)) return refuse({ code: "call.number_not_allowed" });
  const taker = turn.taker(who.userId);
  const state = turn.acd.takers.get(who.userId)?.state;
  if (taker?.connected !== true || state === undefined) return refuse({ code: "phone.not_connected" });
  if (isBusy(state) && !(state.kind === "offered" && state.callId === inPlaceOf)) return refuse({ code: "phone.busy" });
  const [callId, legId, { at }] = [turn.id(), turn.id(), turn];
  const place = since ?? at;
  const from = { number, withheld: false };
  const given = { callId, direction: "out", dialled: number, line, from, at, since: place, takenBy: who.userId, backOf } as const;
  turn.needBegin(newCall(given));
  await turn.writing.prepare([turn]);
  const begun = turn.writing.begun(callId);
  if (begun === null) throw new Error("a new call is there already");
  const target = { kind: "extension", extension: taker.extension } as const;
  turn.addCall(liveCall(given));
  turn.addLeg({ legId, callId, kind: "called_out", userId: who.userId, target, attempt: null, mode: null });
  turn.step({ kind: "called_out", takerId: who.userId, call: { callId, lineId: line, language: null, since: place, inPlaceOf } });
  turn.event(callId, "called_out", { number, backOf }, who.userId);
  const call = (exchange: Exchange): Promise<void> => exchange.callOut(callId, legId, taker.extension, { kind: "number", number }, line);
  turn.orders.push({ what: "call out", callId, legId, give: call, beside: phoneOf(target), isWanted: stillRings(legId) });
  const about = callSubject({ callId, reference: begun.reference });
  turn.logBy(who, { type: "call.called_out", about, detail: { number, line, backOf }, at });
  await turn.flush();
  const row = await callById(turn.tx, at, callId);
  return row === null ? refuse({ code: "object.not_found" }) : ok(row);
}

export const callOut = (board: Board, { who, body }: Call<typeof calls.callOut>): Promise<Reply<typeof calls.callOut>> =>
  board.switchboard.command(async (turn, exchange) => {
    const wrong = notReady(exchange);
    if (wrong !== null) return refuse(wrong);
    if (!turn.lines.some(({ number }) => number === body.line)) return refuse({ code: "object.not_found" });
    return callOutIn(turn, { who, number: plainNumber(body.number) ?? "", line: body.line, backOf: null });
  });

type Back = typeof calls.callBack;

/** Calls back an abandoned call. One person does it, once: a second one is told so. */
export async function callBack(board: Board, { who, at, params }: Call<Back>): Promise<Reply<Back>> {
  if (!(await seesCall(board.db, scopeOf(who), at, params.callId))) return refuse({ code: "object.not_found" });
  return board.switchboard.command(async (turn, exchange) => {
    const first = await lockCall(turn.tx, params.callId);
    if (first === null) return refuse({ code: "object.not_found" });
    const queued = turn.acd.calls.get(params.callId);
    const inPlaceOf = queued?.callBack === "asked" ? queued.callId : null;
    // A queued call-back request allows the call even after an answered call: the console was lost and the caller waited again.
    const isUnanswered = inPlaceOf !== null || (first.ending !== null && CALLED_BACK_ENDINGS.includes(first.ending));
    if (first.endedAt === null || !isUnanswered) return refuse({ code: "call.wrong_state" });
    if (first.numberKey === null) return refuse({ code: "call.number_unknown" });
    const wrong = notReady(exchange);
    if (wrong !== null) return refuse(wrong);
    // A call-taker to whom the call is offered now decides first.
    if (queued?.state.kind === "offered" && queued.state.takerId !== who.userId) return refuse({ code: "call.called_back_already" });
    if (
      inPlaceOf === null &&
      !(await abandonedCalls(turn.tx, turn.at)).some((row) => row.number !== null && plainNumber(row.number) === first.numberKey)
    )
      return refuse({ code: "call.called_back_already" });
    const { numberKey: number, line, callId: backOf, since } = first;
    return callOutIn(turn, { who, number, line, backOf, since: since.getTime(), inPlaceOf });
  });
}

type Decline = typeof calls.declineCallBack;

/** Declines an offered call-back: it goes to the next call-taker, and the caller keeps the place. */
export async function declineCallBack(board: Board, { who, at, params: { callId } }: Call<Decline>): Promise<Reply<Decline>> {
  if (!(await seesCall(board.db, scopeOf(who), at, callId))) return refuse({ code: "object.not_found" });
  return board.switchboard.command(async (turn) => {
    const queued = turn.acd.calls.get(callId);
    const call = await lockCall(turn.tx, callId);
    if (call === null) return refuse({ code: "object.not_found" });
    if (queued?.callBack !== "asked" || queued.state.kind !== "offered" || queued.state.takerId !== who.userId)
      return refuse({ code: "call.not_yours" });
    turn.event(callId, "call_back_declined", {}, who.userId);
    turn.step({ kind: "offer_failed", callId, attempt: queued.attempt, why: "refused" });
    turn.logBy(who, { type: "call.call_back_declined", about: callSubject({ callId, reference: call.reference }) });
    await turn.flush();
    const row = await callById(turn.tx, turn.at, callId);
    return row === null ? refuse({ code: "object.not_found" }) : ok(row);
  });
}
