import type { calls } from "@amaliyat/contract/calls";
import { channelOfLine } from "@amaliyat/domain/calls";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../../identity/index.ts";
import {
  likelyInterventions,
  lookAtIntervention,
  lockForJoin,
  openIntervention,
  partCaller,
  type AlsoAtOpening,
} from "../../interventions/index.ts";
import { asRoom, transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { Board } from "../switchboard/board.ts";
import { callById, lockCall } from "../rows/calls-queries.ts";
import { updateSaid } from "../rows/calls-store.ts";
import { addEvent, isMadeOfCall } from "../rows/events-store.ts";
import { callCard } from "../card-queries.ts";
import { cardAfter, changeCall } from "./card.ts";
import { saysOf, tellCase } from "./tell-case.ts";
import { callSubject } from "../subjects.ts";
import { tellingsOfCalls } from "../tell-call.ts";
import { UNCLASSIFIED } from "@amaliyat/domain/interventions";

type Near = typeof calls.near;

/** Open interventions near the caller. */
export const near = (board: Board, { who, at, params }: Call<Near>): Promise<Reply<Near>> =>
  transaction(
    board.db,
    scopeOf(who),
    async (tx) => {
      const call = await callById(tx, at, params.callId);
      if (call === null) return refuse({ code: "object.not_found" as const });
      const signal = { place: call.place?.point ?? null, subcategory: call.subcategory ?? UNCLASSIFIED, at: Date.parse(call.arrivedAt) };
      const found = await likelyInterventions(tx, signal, null);
      return ok(found.map(({ row, metres }) => ({ row, metres })).toSorted((a, b) => a.metres - b.metres));
    },
    { readOnly: true },
  );

type Make = typeof calls.makeIntervention;

/** One act makes an intervention of a call: its place, and what the questions amount to, come with it. The call keeps its reference. */
export const makeIntervention = (board: Board, call: Call<Make>): Promise<Reply<Make>> => makeOfCall(board, call);

/** Makes the intervention for any route that says the same of it. */
export async function makeOfCall(board: Board, asked: Omit<Call<Make>, "query">): Promise<Reply<Make>> {
  const { who, at, params, body } = asked;
  const { callId } = params;
  const row = await transaction(board.db, scopeOf(who), (tx) => callById(tx, at, callId), { readOnly: true });
  if (row === null) return refuse({ code: "object.not_found" });
  const point = body.place ?? row.place?.point;
  const placeText = body.placeText ?? row.placeText ?? undefined;
  const subcategory = body.subcategory ?? row.subcategory ?? undefined;
  const priority = body.priority ?? row.priority ?? undefined;
  const opening = {
    ...body,
    origin: "call" as const,
    channel: channelOfLine(row.line),
    ...(point === undefined ? {} : { place: point }),
    ...(placeText === undefined ? {} : { placeText }),
    ...(subcategory === undefined ? {} : { subcategory }),
    ...(priority === undefined ? {} : { priority }),
  };
  const also: AlsoAtOpening = {
    before: (tx) =>
      asRoom(tx, async () => ((await lockCall(tx, callId))?.interventionId === null ? null : { code: "call.has_intervention" as const })),
    says: (tx) =>
      asRoom(tx, async () => {
        const call = await lockCall(tx, callId);
        return call === null ? null : saysOf(tx, { call, ...(body.priority === undefined ? {} : { priority: body.priority }) }, at);
      }),
    after: (tx, card) =>
      asRoom(tx, async () => {
        const { interventionId, reference } = card;
        await updateSaid(tx, callId, { intervention_id: interventionId });
        await addEvent(tx, callId, { at, by: who.userId, kind: "call.joined", data: { interventionId, reference, made: true } });
        const detail = { call: row.reference, interventionId, made: true };
        // Of the new intervention: the act belongs to both, and the detail names the call.
        const logged = { type: "call.joined" as const, about: callSubject({ callId, reference }), detail };
        return { logged: [logged], tellings: await tellingsOfCalls(tx, at, [callId]) };
      }),
  };
  return openIntervention(board.interventions, { ...asked, params: undefined, query: undefined, body: opening }, also);
}

type Join = typeof calls.joinIntervention;

/**
 * Joins a call to an open intervention that the person sees. If that was merged in this moment, the call belongs to it all the same, as a call
 * that joined before the merge: a split gives it back. A call that says danger raises the one that stays, and its crews read what the caller said.
 */
export async function joinIntervention(board: Board, { who, at, params, body }: Call<Join>): Promise<Reply<Join>> {
  const { callId } = params;
  const target = await transaction(board.db, scopeOf(who), (tx) => lookAtIntervention(tx, body.interventionId), { readOnly: true });
  if (target === null) return refuse({ code: "object.not_found" });
  const done = await changeCall<{ readonly interventionId: string }>(board, {
    who,
    at,
    callId,
    type: "call.joined",
    detail: (joined) => joined,
    work: async (tx, call) => {
      if (call.interventionId !== null) return refuse({ code: "call.has_intervention" });
      const { interventionId } = body;
      if (!(await lockForJoin(tx, interventionId))) return refuse({ code: "call.intervention_over" });
      await updateSaid(tx, callId, { intervention_id: interventionId });
      await tellCase(tx, board, { call, interventionId }, { who, at, userId: who.userId });
      return ok({ interventionId });
    },
  });
  if (!done.ok) return done;
  const card = await transaction(board.db, scopeOf(who), (tx) => callCard(tx, at, callId), { readOnly: true });
  return card === null ? refuse({ code: "object.not_found" }) : ok(card);
}

type Part = typeof calls.part;

/** Takes a call out of its intervention; it goes on as one without any, and what it alone told of danger leaves the intervention with it. */
export const part = (board: Board, { who, at, params, body }: Call<Part>): Promise<Reply<Part>> => {
  const { interventionId, reason, version } = body;
  return cardAfter(board, {
    who,
    at,
    ...params,
    type: "call.parted",
    detail: { interventionId, reason },
    work: async (tx, { interventionId: joined, reference: source }) => {
      if (joined !== interventionId) return refuse({ code: "call.not_in_intervention" });
      const by = { who, at, userId: who.userId };
      const isMade = await isMadeOfCall(tx, params.callId, interventionId);
      const left = await partCaller(tx, board.interventions, { interventionId, source, isMade, reason, version }, by);
      if (left.ok) await updateSaid(tx, params.callId, { intervention_id: null });
      return left;
    },
  });
};
