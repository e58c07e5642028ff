import { interventions } from "@amaliyat/contract/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import { serve, type Served } from "../platform/http/index.ts";
import { commandIntervention, plain } from "./acts/command-intervention.ts";
import { interventionCard, interventionPage } from "./rows/interventions-queries.ts";
import { likely, likelyNew } from "./likely.ts";
import { mergeIntervention, splitIntervention } from "./acts/merge-intervention.ts";
import { openIntervention } from "./acts/open-intervention.ts";
import { interventionPeople, notePerson, withdrawPerson } from "./acts/people.ts";
import { placeIntervention } from "./acts/place-intervention.ts";
import type { InterventionsDeps } from "./ports.ts";
import { takeUpIntervention } from "./acts/take-up-intervention.ts";
import { relateIntervention, unrelateIntervention } from "./acts/relate-intervention.ts";

/** The routes of this feature, each joined to its use case. */
export const interventionsRoutes = (deps: InterventionsDeps): Served[] => [
  serve(interventions.open, (call) => openIntervention(deps, call)),
  serve(interventions.list, async ({ who, query }) =>
    ok(await transaction(deps.db, scopeOf(who), (tx) => interventionPage(tx, query, who.covers), { readOnly: true })),
  ),
  serve(interventions.card, async ({ who, params }) => {
    const card = await transaction(deps.db, scopeOf(who), (tx) => interventionCard(tx, params.interventionId), { readOnly: true });
    return card === null ? refuse({ code: "object.not_found" }) : ok(card);
  }),
  serve(interventions.classify, ({ who, at, params, body }) =>
    commandIntervention(deps, {
      who,
      at,
      interventionId: params.interventionId,
      seenVersion: body.version,
      type: "intervention.classified",
      detail: { subcategory: body.subcategory },
      changed: (from, to) => ({ from: from.subcategory, to: to.subcategory }),
      prepare: plain({ kind: "classify", subcategory: body.subcategory }),
    }),
  ),
  serve(interventions.prioritise, ({ who, at, params, body }) =>
    commandIntervention(deps, {
      who,
      at,
      interventionId: params.interventionId,
      seenVersion: body.version,
      type: "intervention.changed",
      detail: { priority: body.priority, reason: body.reason },
      changed: (from, to) => ({ from: from.priority, to: to.priority }),
      prepare: plain({ kind: "prioritise", priority: body.priority, ...(body.reason === undefined ? {} : { reason: body.reason }) }),
    }),
  ),
  serve(interventions.mark, ({ who, at, params, body: { version, ...marks } }) =>
    commandIntervention(deps, {
      who,
      at,
      interventionId: params.interventionId,
      seenVersion: version,
      type: "intervention.marked",
      changed: (from, to) => ({ from: from.attributes, to: to.attributes, priority: { from: from.priority, to: to.priority } }),
      prepare: plain({ kind: "mark", ...marks }),
    }),
  ),
  serve(interventions.people, (call) => interventionPeople(deps, call)),
  serve(interventions.notePerson, (call) => notePerson(deps, call)),
  serve(interventions.withdrawPerson, (call) => withdrawPerson(deps, call)),
  serve(interventions.relate, (call) => relateIntervention(deps, call)),
  serve(interventions.unrelate, (call) => unrelateIntervention(deps, call)),
  serve(interventions.likely, (call) => likely(deps, call)),
  serve(interventions.likelyNew, (call) => likelyNew(deps, call)),
  serve(interventions.place, (call) => placeIntervention(deps, call)),
  serve(interventions.takeUp, (call) => takeUpIntervention(deps, call)),
  serve(interventions.note, ({ who, at, params, body }) =>
    commandIntervention(deps, {
      who,
      at,
      interventionId: params.interventionId,
      type: "intervention.noted",
      isWord: true,
      prepare: plain({ kind: "note", text: body.text }),
    }),
  ),
  serve(interventions.close, ({ who, at, params, body }) =>
    commandIntervention(deps, {
      who,
      at,
      interventionId: params.interventionId,
      seenVersion: body.version,
      type: "intervention.closed",
      detail: { disposition: body.disposition },
      prepare: plain({ kind: "close", disposition: body.disposition, outcome: body.outcome, forReview: body.forReview }),
    }),
  ),
  serve(interventions.reopen, ({ who, at, params, body }) =>
    commandIntervention(deps, {
      who,
      at,
      interventionId: params.interventionId,
      seenVersion: body.version,
      type: "intervention.reopened",
      detail: { reason: body.reason },
      prepare: plain({ kind: "reopen", reason: body.reason }),
    }),
  ),
  serve(interventions.cancel, ({ who, at, params, body }) =>
    commandIntervention(deps, {
      who,
      at,
      interventionId: params.interventionId,
      seenVersion: body.version,
      type: "intervention.cancelled",
      detail: { reason: body.reason },
      prepare: plain({ kind: "cancel", reason: body.reason }),
      after: (tx, state) => deps.units.withdrawAll(tx, state.interventionId, body.reason, at),
    }),
  ),
  serve(interventions.merge, (call) => mergeIntervention(deps, call)),
  serve(interventions.split, (call) => splitIntervention(deps, call)),
];
