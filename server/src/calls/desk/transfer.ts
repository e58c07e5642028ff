import type { calls } from "@amaliyat/contract/calls";
import { isBusy, mayCallOut, PARTNERS, plainNumber } from "@amaliyat/domain/calls";
import { randomUUID } from "node:crypto";
import { scopeOf } from "../../identity/index.ts";
import { transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { Exchange, Target } from "../../telephony/index.ts";
import { actOnCall, type Board } from "../switchboard/board.ts";
import { talkingLeg, type Leg, type LegTarget } from "../rows/legs-store.ts";
import { phoneOf, type Turn } from "../turns/turn.ts";

type Transfer = typeof calls.transfer;
type To = Call<Transfer>["body"]["to"];

/** Target of a transfer; null if there is none. A colleague must be there and free; a partner's number must be one of its own. */
function whereTo(turn: Turn, to: To, unitPhone: string | null): { target: Target; userId: string | null } | null {
  if (to.kind === "partner") {
    const isTheirs = PARTNERS.some(({ numbers }) => (numbers as readonly string[]).includes(to.number));
    return isTheirs ? { target: { kind: "number", number: to.number }, userId: null } : null;
  }
  if (to.kind === "unit") {
    const number = unitPhone === null ? null : plainNumber(unitPhone);
    return number !== null && mayCallOut(number) ? { target: { kind: "number", number }, userId: null } : null;
  }
  const taker = turn.taker(to.userId);
  const state = turn.acd.takers.get(to.userId)?.state;
  if (taker?.connected !== true || state === undefined || isBusy(state)) return null;
  return { target: { kind: "extension", extension: taker.extension }, userId: to.userId };
}

const pending = (legs: readonly Leg[]): Leg | undefined => legs.find((leg) => leg.kind === "transfer" && !leg.answered);

/** The address alone, without the call beside it. */
const plainOf = (target: LegTarget): Target =>
  target.kind === "number" ? { kind: "number", number: target.number } : { kind: "extension", extension: target.extension };

/** The caller waits with music while the other is rung, and has the call-taker back if the other does not answer. */
function ringOther(turn: Turn, leg: Pick<Leg, "callId" | "legId" | "target">, talking: Leg, line: string): void {
  const { callId, legId, target } = leg;
  const plain = plainOf(target);
  turn.hold(callId, talking.legId, true);
  turn.order(
    "ring",
    callId,
    legId,
    (exchange) => exchange.ring(callId, legId, plain, { "X-Call-Id": callId, "X-Line": line }),
    phoneOf(plain),
  );
}

/** Hands a call on. The caller is let go of by nobody before the other has answered. */
export async function transfer(board: Board, { who, at, params, body }: Call<Transfer>): Promise<Reply<Transfer>> {
  const { to: asked } = body;
  // A crew beyond the caller's sectors is as if there were none.
  const unitPhone =
    asked.kind === "unit"
      ? await transaction(board.db, scopeOf(who), (tx) => board.phoneOfUnit(tx, asked.unitId), { readOnly: true })
      : null;
  return actOnCall(board, {
    who,
    at,
    ...params,
    type: "call.transferred",
    detail: { ...body },
    own: true,
    needsExchange: true,
    work: async (turn, call, legs) => {
      const { callId } = params;
      const talking = talkingLeg(legs);
      if (talking === undefined) return { code: "call.wrong_state" };
      if (pending(legs) !== undefined) return { code: "call.transfer_under_way" };
      const to = whereTo(turn, body.to, unitPhone);
      const own = turn.taker(who.userId);
      if (to === null || own === undefined || to.userId === who.userId) return { code: "call.transfer_nowhere" };
      const legId = turn.id();
      const consult = body.consult ? turn.id() : null;
      const target = { ...to.target, ...(consult === null ? {} : { consult }) };
      turn.addLeg({ legId, callId, kind: "transfer", userId: to.userId, target, attempt: null, mode: null });
      turn.event(callId, "transfer", { ...body.to, consult: body.consult }, who.userId);
      if (to.userId !== null) turn.step({ kind: "consulted", callId, takerId: to.userId });
      if (consult === null) ringOther(turn, { callId, legId, target }, talking, call.line);
      else {
        turn.hold(callId, talking.legId, true);
        // The colleague who is asked sees which call it is about.
        const beside = { own: {}, other: { "X-About": callId } };
        const ask = (exchange: Exchange): Promise<void> =>
          exchange.callOut(consult, randomUUID(), own.extension, plainOf(target), call.line, beside);
        turn.order("consult", callId, null, ask, [consult, ...phoneOf(target)]);
      }
      return null;
    },
  });
}

type Complete = typeof calls.completeTransfer;

/** True where a colleague who was asked has taken another call since: he had hung up on the consultation. */
function isElsewhere(turn: Turn, { callId, userId }: Leg): boolean {
  const state = turn.acd.takers.get(userId ?? "")?.state;
  return state !== undefined && isBusy(state) && !(state.kind === "consulted" && state.callId === callId);
}

/** The consultation is over, the caller goes to the other. */
export const completeTransfer = (board: Board, { who, at, params }: Call<Complete>): Promise<Reply<Complete>> =>
  actOnCall(board, {
    who,
    at,
    ...params,
    type: "call.transferred",
    detail: { completed: true },
    own: true,
    needsExchange: true,
    work: async (turn, call, legs) => {
      const [leg, talking] = [pending(legs), talkingLeg(legs)];
      const consult = leg?.target.consult;
      if (leg === undefined || talking === undefined || consult === undefined) return { code: "call.wrong_state" };
      if (isElsewhere(turn, leg)) return { code: "call.transfer_nowhere" };
      turn.event(params.callId, "transfer_completed", {}, who.userId);
      // From now on its telephone rings for the caller: the end of the consultation frees nobody.
      turn.endConsult(leg.legId);
      if (leg.userId !== null) turn.step({ kind: "consulted", callId: params.callId, takerId: leg.userId });
      turn.hangUp(consult, phoneOf(leg.target));
      ringOther(turn, leg, talking, call.line);
      return null;
    },
  });

type Cancel = typeof calls.cancelTransfer;

/** The call-taker takes the caller back. */
export const cancelTransfer = (board: Board, { who, at, params }: Call<Cancel>): Promise<Reply<Cancel>> =>
  actOnCall(board, {
    who,
    at,
    ...params,
    type: "call.transfer_cancelled",
    own: true,
    work: async (turn, _call, legs) => {
      const [leg, talking] = [pending(legs), talkingLeg(legs)];
      if (leg === undefined || talking === undefined) return { code: "call.wrong_state" };
      const consult = leg.target.consult;
      if (consult !== undefined) turn.hangUp(consult, phoneOf(leg.target));
      if (leg.userId !== null) turn.step({ kind: "consult_over", callId: params.callId, takerId: leg.userId });
      turn.drop(leg);
      turn.hold(params.callId, talking.legId, false);
      turn.event(params.callId, "transfer_cancelled", {}, who.userId);
      return null;
    },
  });
