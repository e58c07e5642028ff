import type { calls } from "@amaliyat/contract/calls";
import { isBusy } from "@amaliyat/domain/calls";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { scopeOf } from "../../identity/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { actOnCall, type Board } from "../switchboard/board.ts";
import { legById, talkingLeg, type ListenMode } from "../rows/legs-store.ts";
import { listening } from "../hear/listeners.ts";
import { lockCall } from "../rows/calls-queries.ts";
import { callSubject } from "../subjects.ts";
import { seesCall } from "../tell-call.ts";
import type { Exchange } from "../../telephony/index.ts";
import { phoneOf, type Turn } from "../turns/turn.ts";

type Listen = typeof calls.listen;

/** A supervisor is with a call: logged, and shown to the call-taker where the room's policy says so. */
export async function listen(board: Board, { who, at, params, body }: Call<Listen>): Promise<Reply<Listen>> {
  const legId = randomUUID();
  const { callId } = params;
  const done = await actOnCall(board, {
    who,
    at,
    callId,
    type: "call.listened",
    detail: { ...body, legId },
    own: false,
    needsExchange: true,
    work: async (turn, call, legs) => {
      const talking = talkingLeg(legs);
      if (talking === undefined) return { code: "call.wrong_state" };
      const own = turn.taker(who.userId);
      if (own?.connected !== true) return { code: "phone.not_connected" };
      const state = turn.acd.takers.get(who.userId)?.state;
      if (state !== undefined && isBusy(state)) return { code: "phone.busy" };
      const other = talking.target.kind === "extension" ? talking.target.extension : null;
      const voice = body.mode === "listen" ? null : randomUUID();
      // Nobody but a console can let a third voice in: the media server mixes none.
      if (voice !== null && other === null) return { code: "call.wrong_state" };
      const target = { kind: "extension", extension: own.extension, ...(voice === null ? {} : { consult: voice }) } as const;
      turn.addLeg({ legId, callId, kind: "listen", userId: who.userId, target, attempt: null, mode: body.mode });
      turn.event(callId, "listening", { ...body, legId }, who.userId);
      const listener = { legId, userId: who.userId, name: who.name, mode: body.mode, since: turn.date.toISOString() };
      turn.tell(listening(callId, listener, true, board.listeningShown ? talking.userId : null));
      turn.order("listen", callId, legId, (exchange) => exchange.listen(callId, legId, own.extension), phoneOf(target));
      if (voice !== null && other !== null)
        speak(turn, { callId, voice, mode: body.mode, from: own.extension, to: other, line: call.line });
      return null;
    },
  });
  return done.ok ? ok({ legId }) : done;
}

type Voice = { readonly callId: string; readonly voice: string; readonly mode: ListenMode } & Readonly<
  Record<"from" | "to" | "line", string>
>;

/** The supervisor's own voice comes to the call-taker in a call beside the one that is heard; the call-taker's console lets it in. */
function speak(turn: Turn, { callId, voice, mode, from, to, line }: Voice): void {
  const other = { "X-Voice": mode, "X-With-Call": callId };
  const beside = { own: { ...other, "X-Voice-Side": "own" }, other };
  const begin = (exchange: Exchange): Promise<void> =>
    exchange.callOut(voice, randomUUID(), from, { kind: "extension", extension: to }, line, beside);
  turn.order("voice", callId, null, begin, [voice]);
}

type TakeOver = typeof calls.takeOver;

/** A supervisor takes a call from whoever has it: that person is let go of once the supervisor's telephone has answered. */
export const takeOver = (board: Board, { who, at, params: { callId } }: Call<TakeOver>): Promise<Reply<TakeOver>> =>
  actOnCall(board, {
    who,
    at,
    callId,
    type: "call.taken_over",
    own: false,
    needsExchange: true,
    work: async (turn, call, legs) => {
      const talking = talkingLeg(legs);
      if (talking === undefined || talking.userId === who.userId) return { code: "call.wrong_state" };
      if (legs.some((leg) => leg.kind === "transfer" && !leg.answered)) return { code: "call.transfer_under_way" };
      const own = turn.taker(who.userId);
      if (own?.connected !== true) return { code: "phone.not_connected" };
      const state = turn.acd.takers.get(who.userId)?.state;
      if (state !== undefined && isBusy(state)) return { code: "phone.busy" };
      for (const leg of legs) if (leg.kind === "listen" && leg.userId === who.userId) turn.dropListener(leg);
      const target = { kind: "extension", extension: own.extension } as const;
      turn.event(callId, "taking_over", { from: talking.userId }, who.userId);
      turn.step({ kind: "consulted", callId, takerId: who.userId });
      turn.ring(callId, "transfer", target, call.line, { userId: who.userId, asked: true });
      return null;
    },
  });

type Stop = typeof calls.stopListening;

/** Leaves the call again; also one that is over, whose end the supervisor's screen has not seen yet. */
export async function stopListening(board: Board, { who, at, params, body }: Call<Stop>): Promise<Reply<Stop>> {
  if (!(await seesCall(board.db, scopeOf(who), at, params.callId))) return refuse({ code: "object.not_found" });
  return board.switchboard.command(async (turn) => {
    const leg = await legById(turn.tx, body.legId);
    if (leg?.kind !== "listen" || leg.callId !== params.callId || leg.userId !== who.userId || leg.mode === null)
      return refuse({ code: "object.not_found" });
    const call = await lockCall(turn.tx, leg.callId);
    if (!leg.ended) turn.dropListener(leg);
    turn.event(leg.callId, "listening_ended", { legId: leg.legId }, who.userId);
    const listener = { legId: leg.legId, userId: who.userId, name: who.name, mode: leg.mode, since: turn.date.toISOString() };
    turn.tell(listening(leg.callId, listener, false, board.listeningShown ? (call?.takenBy ?? null) : null));
    const about = callSubject({ callId: leg.callId, reference: call?.reference ?? null });
    turn.logBy(who, { type: "call.listening_ended", about });
    return ok(undefined);
  });
}
