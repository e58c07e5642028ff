import type { CallRow } from "@amaliyat/contract/calls";
import type { LogType } from "@amaliyat/contract/audit";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { scopeOf } from "../../identity/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Exchange } from "../../telephony/index.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { callById, lockCall, type KeptCall } from "../rows/calls-queries.ts";
import type { CommandTurn } from "../turns/command-turn.ts";
import type { Leg } from "../rows/legs-store.ts";
import { callSubject } from "../subjects.ts";
import type { Switchboard } from "./switchboard.ts";
import { seesCall } from "../tell-call.ts";

export type Refused = Refusal<ErrorCode>;
export type Board = CallsDeps & { readonly switchboard: Switchboard };

/** Missing part of the telephone system; null if it is ready. */
export function notReady(exchange: Exchange): Refused | null {
  const state = exchange.state();
  if (state.kind === "ready") return null;
  // Name the missing parts and the command that mends them; if only the set-up is missing, name that alone.
  const parts = state.kind === "down" ? state.parts : [...state.missing, state.command];
  return { code: "phone.not_set_up", params: { part: parts.join(", ") } };
}

export type Act = {
  readonly who: Caller;
  readonly at: number;
  readonly callId: string;
  readonly type: LogType;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** True where the act is for whoever has the call alone. */
  readonly own: boolean;
  readonly needsExchange?: boolean;
  readonly work: (turn: CommandTurn, call: KeptCall, legs: readonly Leg[]) => Promise<Refused | null>;
};

/** Whether a call is with the person of a leg; a call out is so from its beginning, while the number still rings. */
export const hasCall = ({ kind, answered }: Leg): boolean => kind === "called_out" || (answered && kind !== "listen");

/** One act of one person on one call that goes on, in a turn of the switchboard: seen, allowed, done, logged. */
export async function actOnCall(board: Board, act: Act): Promise<Result<CallRow, Refused>> {
  const { who, at, callId, type, detail, own, needsExchange = false } = act;
  await board.switchboard.written(callId);
  if (!(await seesCall(board.db, scopeOf(who), at, callId))) return refuse({ code: "object.not_found" });
  return board.switchboard.command(async (turn, exchange) => {
    const call = await lockCall(turn.tx, callId);
    if (call === null) return refuse({ code: "object.not_found" });
    if (call.endedAt !== null) return refuse({ code: "call.wrong_state" });
    const legs = turn.legsOf(callId);
    if (own && !legs.some((leg) => hasCall(leg) && leg.userId === who.userId)) return refuse({ code: "call.not_yours" });
    const wrong = (needsExchange ? notReady(exchange) : null) ?? (await act.work(turn, call, legs));
    if (wrong !== null) return refuse(wrong);
    await turn.flush();
    turn.touched.add(callId);
    turn.logBy(who, { type, about: callSubject({ callId, reference: call.reference }), detail });
    const row = await callById(turn.tx, turn.at, callId);
    return row === null ? refuse({ code: "object.not_found" }) : ok(row);
  });
}
