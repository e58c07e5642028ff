import type { CallCard, calls, Interview } from "@amaliyat/contract/calls";
import type { LogType } from "@amaliyat/contract/audit";
import { answered, dangerTold, isNature, natureLabels, newsOfAnswer, triage } from "@amaliyat/domain/calls";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { command, settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { asRoom, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { Board, Refused } from "../switchboard/board.ts";
import { callById, earlierCalls, lockCall, type KeptCall } from "../rows/calls-queries.ts";
import { setCallLanguage, updateSaid } from "../rows/calls-store.ts";
import { addEvent } from "../rows/events-store.ts";
import { callCard, interviewOf, shownInterview } from "../card-queries.ts";
import { countNuisance } from "../rows/nuisance-store.ts";
import { addPlace } from "../place/places.ts";
import { callSubject } from "../subjects.ts";
import { tellingsOfCalls } from "../tell-call.ts";
import { tellCase } from "./tell-case.ts";
import { replaceAnswers } from "../rows/trees-store.ts";

type Change<T> = {
  readonly who: Caller;
  readonly at: number;
  readonly callId: string;
  readonly type: LogType;
  /** Facts for the log and the course of the call, or what makes them of the result. */
  readonly detail?: Readonly<Record<string, unknown>> | ((value: T) => Readonly<Record<string, unknown>>);
  readonly work: (tx: Tx, call: KeptCall) => Promise<Result<T, Refused>>;
};

/** Applies a person's change to a call that the person may see. The write itself runs in the room's scope. */
export function changeCall<T>(board: Board, change: Change<T>): Promise<Result<T, Refused>> {
  const { who, at, callId, type, detail, work } = change;
  const detailOf = (value: T) => (typeof detail === "function" ? detail(value) : detail);
  return refusable(board.db, scopeOf(who), async (tx) => {
    if ((await callById(tx, at, callId)) === null) return refuse({ code: "object.not_found" });
    return asRoom(tx, () =>
      command(tx, change, {
        lock: () => lockCall(tx, callId),
        decide: (_tx, call) => ok(call),
        store: async (_tx, call) => {
          const done = await work(tx, call);
          if (done.ok) await addEvent(tx, callId, { at, by: who.userId, kind: type, data: detailOf(done.value) ?? {} });
          return done;
        },
        publish: () => tellingsOfCalls(tx, at, [callId]),
        answer: (_tx, value) => value,
        log: (value, call) => ({ type, about: callSubject(call), detail: detailOf(value) }),
      }),
    );
  });
}

/** The same, answered with the card. */
export async function cardAfter(board: Board, change: Change<null>): Promise<Result<CallCard, Refused>> {
  const done = await changeCall(board, change);
  if (!done.ok) return done;
  const card = await transaction(board.db, scopeOf(change.who), (tx) => callCard(tx, change.at, change.callId), { readOnly: true });
  return card === null ? refuse({ code: "object.not_found" }) : ok(card);
}

type Nature = typeof calls.setNature;
export const setNature = (board: Board, { who, at, params, body }: Call<Nature>): Promise<Reply<Nature>> =>
  cardAfter(board, {
    who,
    at,
    ...params,
    type: "call.classified",
    detail: body,
    work: async (tx, call) => {
      await updateSaid(tx, params.callId, body);
      const { interventionId } = call;
      const isNews = interventionId !== null && call.nature !== body.nature && isNature(body.nature);
      if (isNews) {
        const news = { words: natureLabels(body.nature).ar, isDanger: false, attributes: [] };
        await tellCase(tx, board, { call, interventionId, news }, { who, at, userId: who.userId });
      }
      return ok(null);
    },
  });

type Language = typeof calls.setLanguage;
/** The language that a caller speaks; who still waits is offered accordingly. */
export async function setLanguage(board: Board, { who, at, params, body }: Call<Language>): Promise<Reply<Language>> {
  const { callId } = params;
  const work = async (tx: Tx) => ok((await setCallLanguage(tx, callId, body.language), null));
  const card = await cardAfter(board, { who, at, callId, type: "call.language_set", detail: body, work });
  if (!card.ok) return card;
  const queued = await board.switchboard.command((turn) => {
    turn.setCall(callId, { language: body.language });
    return Promise.resolve(ok(turn.step({ kind: "language_chosen", callId, ...body })));
  });
  return queued.ok ? card : queued;
}

type Place = typeof calls.setPlace;
export const setPlace = async (board: Board, { who, at, params, body }: Call<Place>): Promise<Reply<Place>> => {
  const { point, text } = body;
  if (point === null && text === null) return refuse({ code: "call.place_missing" });
  return cardAfter(board, {
    who,
    at,
    ...params,
    type: "call.placed",
    detail: body,
    work: async (tx) => {
      if (text !== null) await updateSaid(tx, params.callId, { place_text: text });
      if (point !== null) await addPlace(board, tx, at, params.callId, { source: "said", point, accuracyM: null, measuredAt: at });
      return ok(null);
    },
  });
};

type Silent = typeof calls.markSilent;
export const markSilent = (board: Board, { who, at, params, body }: Call<Silent>): Promise<Reply<Silent>> =>
  cardAfter(board, {
    who,
    at,
    ...params,
    type: "call.classified",
    detail: body,
    work: async (tx, call) =>
      call.answeredAt === null ? refuse({ code: "call.wrong_state" }) : ok((await updateSaid(tx, params.callId, body), null)),
  });

type Nuisance = typeof calls.markNuisance;
/** Counts a nuisance call to its number, once a call. */
export const markNuisance = (board: Board, { who, at, params }: Call<Nuisance>): Promise<Reply<Nuisance>> =>
  cardAfter(board, {
    who,
    at,
    ...params,
    type: "call.classified",
    detail: { nature: "NUI" },
    work: async (tx, call) => {
      if (call.answeredAt === null || call.nature === "NUI") return refuse({ code: "call.wrong_state" });
      await updateSaid(tx, params.callId, { nature: "NUI" });
      if (call.numberKey !== null) await countNuisance(tx, call.numberKey, at);
      return ok(null);
    },
  });

type Answer = typeof calls.answer;
/**
 * Answers a question; what the answers amount to stands on the call, as a proposal. An intervention that the call has joined hears of danger as if
 * the call joined now.
 */
export const answer = (board: Board, { who, at, params, body }: Call<Answer>): Promise<Reply<Answer>> =>
  changeCall<Interview>(board, {
    who,
    at,
    ...params,
    type: "call.question_answered",
    // An answer is read by the questions of its version, also once others were written.
    detail: ({ version }) => ({ ...body, version }),
    work: async (tx, call) => {
      const found = call.nature !== null && isNature(call.nature) ? await interviewOf(tx, params.callId, call.nature) : null;
      if (found === null) return refuse({ code: "triage.no_nature" });
      const after = answered(found.steps, body);
      const steps = [...after];
      const amounts = triage(found.tree, steps);
      const interview = shownInterview(found.tree, steps);
      if (!amounts.ok || interview === null) return refuse({ code: "triage.not_asked" });
      // An answer that is sent again is no news: crews would get one more alarm of the same words.
      if (after === found.steps) return ok(interview);
      await replaceAnswers(tx, params.callId, found.tree, steps);
      const before = (await callById(tx, at, params.callId))?.priority ?? null;
      // A caller who cannot speak stays in danger, whatever was answered.
      const priority = call.cannotSpeakAt === null ? amounts.value.priority : "P1";
      await updateSaid(tx, params.callId, { priority, subcategory: amounts.value.subcategory });
      const { interventionId, nature } = call;
      const told = { nature, cannotSpeak: call.cannotSpeakAt !== null, tree: found.tree, steps };
      const words = priority === null ? null : newsOfAnswer(told, before, priority);
      if (interventionId !== null && words !== null)
        await tellCase(
          tx,
          board,
          { call, interventionId, news: { words, ...dangerTold(found.tree, steps.slice(-1)) } },
          { who, at, userId: who.userId },
        );
      return ok(interview);
    },
  });

type Earlier = typeof calls.earlier;
/** Earlier calls of the number, read for a purpose; the entry is committed with the answer. */
export const earlier = (board: Board, { who, at, params, body }: Call<Earlier>): Promise<Reply<Earlier>> =>
  transaction(board.db, scopeOf(who), async (tx) => {
    const call = await callById(tx, at, params.callId);
    if (call === null) return refuse({ code: "object.not_found" });
    if (call.number === null) return refuse({ code: "call.number_unknown" });
    const rows = await earlierCalls(tx, at, params.callId);
    const { purpose } = body;
    const detail = { found: rows.length };
    await settle(
      tx,
      { who, at },
      { type: "call.earlier_read", about: callSubject({ callId: params.callId, reference: call.reference }), purpose, detail },
    );
    return ok(rows);
  });
