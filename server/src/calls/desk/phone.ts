import type { calls, TakerShown } from "@amaliyat/contract/calls";
import type { LogType } from "@amaliyat/contract/audit";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { subjectById } from "../../audit/index.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import { notReady, type Board, type Refused } from "../switchboard/board.ts";
import { FIRST_LANGUAGES } from "../calls-deps.ts";
import { endCall } from "../hear/end-call.ts";
import {
  allTakers,
  behindLocks,
  updateSkills,
  setWish,
  setScreen,
  makeTaker,
  roleOf,
  shownTaker,
  takerOf,
  type TakerKept,
} from "../rows/takers-store.ts";
import { seeScreens } from "../turns/screens.ts";
import type { CommandTurn } from "../turns/command-turn.ts";
import type { Turn } from "../turns/turn.ts";

const FIRST_ROLES = ["call_taker", "dispatcher", "supervisor"];

/** The person as the rows have it once this turn's steps are written. */
async function shownNow(turn: CommandTurn, userId: string): Promise<TakerShown> {
  await turn.flush();
  const taker = await takerOf(turn.tx, userId);
  if (taker === null) throw new Error("a call-taker is gone");
  return shownTaker(taker);
}

export const takers = (board: Board): Promise<Reply<typeof calls.takers>> =>
  transaction(board.db, SYSTEM, async (tx) => ok((await allTakers(tx)).map(shownTaker)), { readOnly: true });

type Phone = typeof calls.phone;

/** Comes to the queue. The credentials are for the person's own extension: none is named by whoever asks. */
export const phone = (board: Board, { who, at, body }: Call<Phone>): Promise<Reply<Phone>> =>
  board.switchboard.command(async (turn, exchange) => {
    const wrong = notReady(exchange);
    if (wrong !== null) return refuse(wrong);
    const { userId, extension, languages, lines, wants, phoneSince } = await makeTaker(turn.tx, who.userId, FIRST_LANGUAGES, turn.date);
    if (body.ready && wants === null) await setWish(turn.tx, userId, "ready");
    await setScreen(turn.tx, userId, who.sessionId);
    turn.setTaker({ userId, extension, wants: body.ready ? (wants ?? "ready") : wants, connected: phoneSince !== null });
    turn.step({ kind: "taker_came", takerId: userId, languages, lines });
    seeScreens(turn, await behindLocks(turn.tx));
    const { username, password, uri, realm, expiresAt } = exchange.credentials(
      { extension, session: who.sessionId, until: who.expiresAt },
      at,
    );
    const detail = { expiresAt: new Date(expiresAt).toISOString() };
    turn.logBy(who, { type: "phone.opened", about: subjectById("extension", extension), detail });
    const taker = await shownNow(turn, userId);
    return ok({ taker, username, password, uri, realm, expiresAt: new Date(expiresAt).toISOString(), standbyPort: board.standbyPort });
  });

/** A person who leaves the queue in mid-call leaves the caller to it, before the telephone hangs up; a number that still rings is rung no more. */
function leaveTalk(turn: Turn, takerId: string): void {
  const state = turn.acd.takers.get(takerId)?.state;
  if (state?.kind !== "talking") return;
  const { callId } = state;
  const legs = turn.legsOf(callId);
  if (legs.some(({ kind, answered }) => kind === "called_out" && !answered)) {
    turn.hangUp(callId);
    return endCall(turn, callId, "room");
  }
  for (const leg of legs) if (leg.answered && leg.kind !== "listen" && leg.userId === takerId) turn.drop(leg);
}

/** Handles a person's own request. The person must have a connected telephone, unless the request is to leave. */
function wish(
  board: Board,
  who: Caller,
  type: LogType,
  wants: TakerKept["wants"],
  detail?: Readonly<Record<string, unknown>>,
): Promise<Result<TakerShown, Refused>> {
  return board.switchboard.command(async (turn) => {
    const { userId: takerId } = who;
    const known = turn.taker(takerId);
    if (known === undefined || !turn.acd.takers.has(takerId) || (wants !== null && !known.connected))
      return refuse({ code: "phone.not_connected" });
    await setWish(turn.tx, takerId, wants);
    turn.setTaker({ ...known, wants });
    if (wants === null) {
      leaveTalk(turn, takerId);
      turn.step({ kind: "taker_left", takerId });
    } else turn.step(wants === "ready" ? { kind: "ready", takerId } : { kind: "paused", takerId, reason: wants });
    turn.logBy(who, { type, about: subjectById("extension", known.extension), detail });
    return ok(await shownNow(turn, takerId));
  });
}

export const ready = (board: Board, { who }: Call<typeof calls.ready>) => wish(board, who, "taker.ready", "ready");
export const pause = (board: Board, { who, body }: Call<typeof calls.pause>) => wish(board, who, "taker.paused", body.reason, body);
export const leave = (board: Board, { who }: Call<typeof calls.leave>) => wish(board, who, "taker.left", null);

type Put = typeof calls.putTaker;

/** Sets languages and lines of a person who answers, or will. */
export async function putTaker(board: Board, { who, params, body }: Call<Put>): Promise<Reply<Put>> {
  const { userId } = params;
  return board.switchboard.command(async (turn) => {
    if (!(await mayAnswer(turn, userId))) return refuse({ code: "object.not_found" });
    const { extension, wants, phoneSince } = await makeTaker(turn.tx, userId, body.languages, turn.date);
    if (turn.taker(userId) === undefined) turn.setTaker({ userId, extension, wants, connected: phoneSince !== null });
    await updateSkills(turn.tx, userId, body.languages, body.lines);
    if (turn.acd.takers.has(userId)) turn.step({ kind: "taker_came", takerId: userId, ...body });
    turn.touchedTakers.add(userId);
    turn.logBy(who, { type: "taker.changed", about: subjectById("extension", extension), detail: body });
    return ok(await shownNow(turn, userId));
  });
}

async function mayAnswer(turn: CommandTurn, userId: string): Promise<boolean> {
  const role = await roleOf(turn.tx, userId);
  return role !== null && FIRST_ROLES.includes(role);
}
