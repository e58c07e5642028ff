import { z } from "zod";
import { assignment } from "../interventions/assignment.ts";
import { partBody } from "../interventions/parting.ts";
import { interventionCard, interventionRow, openIntervention } from "../interventions/shapes.ts";
import { byUseCase, notLogged, rolesOfQueue, rolesOfRoom } from "../route/access.ts";
import { id, instant, line as words, momentCursor, page, pageSize, point, sought } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { callEnding, callLanguage, callNature, lineNumber, purpose } from "./codes.ts";
import { callFigures, wallboard } from "./figure-shapes.ts";
import { callCard, callRow, interview } from "./shapes.ts";
import { callDesks, callOf } from "./talk-routes.ts";

const write = { method: "POST", access: callDesks, params: callOf, reply: callCard } as const;
const gone = ["object.not_found"] as const;
const mergeTargetGone = [
  "intervention.merge_target_closed",
  "intervention.merge_target_cancelled",
  "intervention.merge_target_merged",
] as const;
const day = z.iso.date();
/** Facts of an intervention beyond those of the call itself. */
const madeOfCall = openIntervention.pick({
  subcategory: true,
  priority: true,
  attributes: true,
  note: true,
  placeText: true,
  place: true,
  apartFrom: true,
});

/** The call card and the lists. */
export const cardRoutes = {
  list: route({
    name: "calls.list",
    method: "GET",
    path: "/api/calls",
    summary: "Calls that the caller may see, newest first, filtered, by page; `q` finds references and numbers",
    access: callDesks,
    log: notLogged("the room's own work list; earlier calls of one number, and each recording, are asked with a purpose"),
    query: z.object({
      line: lineNumber.optional(),
      open: z.stringbool().optional(),
      /** Those alone who wait to be called back. */
      callBack: z.literal("true").optional(),
      ending: callEnding.optional(),
      nature: callNature.optional(),
      takenBy: id.optional(),
      interventionId: id.optional(),
      from: instant.optional(),
      to: instant.optional(),
      q: sought(40).optional(),
      size: pageSize,
      cursor: momentCursor,
    }),
    reply: page(callRow),
  }),
  abandoned: route({
    name: "calls.abandoned",
    method: "GET",
    path: "/api/calls/abandoned",
    summary: "Missed calls not returned since, longest wait first; callers who were gone at once stand apart",
    access: callDesks,
    log: notLogged("the room's own work list"),
    reply: z.array(
      callRow.extend({
        waitS: z.number(),
        /** Number of times that the number rang. */
        tries: z.number().int(),
        /** Number of calls back by the room without answer, and the time from which the next try is due. */
        calledInVain: z.number().int(),
        callAgainAt: instant.nullable(),
      }),
    ),
  }),
  card: route({
    name: "calls.card",
    method: "GET",
    path: "/api/calls/:callId",
    summary: "One call: places with age and accuracy, what happened, questions, recordings, who listens",
    access: callDesks,
    log: notLogged("read by those who work on it; its recordings are logged when opened"),
    params: callOf,
    reply: callCard,
    errors: gone,
  }),
  earlier: route({
    name: "calls.earlier",
    method: "POST",
    path: "/api/calls/:callId/earlier",
    summary: "Earlier calls of the same number, for a lawful purpose",
    access: callDesks,
    log: byUseCase("call.earlier_read"),
    params: callOf,
    body: z.object({ purpose }),
    reply: z.array(callRow),
    errors: [...gone, "call.number_unknown"],
  }),
  near: route({
    name: "calls.near",
    method: "GET",
    path: "/api/calls/:callId/near",
    summary: "Open interventions near the caller, the nearest first",
    access: callDesks,
    log: notLogged("the same rows that the lists show"),
    params: callOf,
    reply: z.array(z.object({ row: interventionRow, metres: z.number() })),
    errors: gone,
  }),
  setNature: route({
    ...write,
    name: "calls.setNature",
    path: "/api/calls/:callId/nature",
    summary: "Say what the call is about",
    log: byUseCase("call.classified", "intervention.changed"),
    body: z.object({ nature: callNature }),
    errors: gone,
  }),
  setLanguage: route({
    ...write,
    name: "calls.setLanguage",
    path: "/api/calls/:callId/language",
    summary: "Say which language the caller speaks; who waits is offered accordingly",
    log: byUseCase("call.language_set"),
    body: z.object({ language: callLanguage }),
    errors: [...gone, "calls.elsewhere"],
  }),
  setPlace: route({
    ...write,
    name: "calls.setPlace",
    path: "/api/calls/:callId/place",
    summary: "Write down where the caller says to be, in words, as a point, or both",
    log: byUseCase("call.placed"),
    body: z.object({ point: point.nullable(), text: words(200).nullable() }),
    errors: [...gone, "call.place_missing"],
  }),
  markSilent: route({
    ...write,
    name: "calls.markSilent",
    path: "/api/calls/:callId/silent",
    summary: "Say that nobody spoke, or that somebody did after all",
    log: byUseCase("call.classified"),
    body: z.object({ silent: z.boolean() }),
    errors: [...gone, "call.wrong_state"],
  }),
  markNuisance: route({
    ...write,
    name: "calls.markNuisance",
    path: "/api/calls/:callId/nuisance",
    summary: "Count a nuisance call to its number; the score sinks by itself and blocks nobody",
    log: byUseCase("call.classified"),
    errors: [...gone, "call.wrong_state"],
  }),
  answer: route({
    ...write,
    name: "calls.answer",
    path: "/api/calls/:callId/answers",
    summary: "Answer the next question, or one again; the answers amount to a priority and a sub-category",
    log: byUseCase("call.question_answered", "intervention.changed"),
    body: z.object({ questionId: z.string().max(40), answerId: z.string().max(40) }),
    reply: interview,
    errors: [...gone, "triage.not_asked", "triage.no_nature"],
  }),
  makeIntervention: route({
    ...write,
    name: "calls.makeIntervention",
    path: "/api/calls/:callId/intervention",
    summary: "Make an intervention of the call: place, sub-category and priority come with it; or merge it into an open one at once",
    log: byUseCase("call.joined", "intervention.changed"),
    body: madeOfCall.extend({ joins: openIntervention.shape.joins }),
    reply: interventionCard,
    errors: [
      ...gone,
      ...mergeTargetGone,
      "call.has_intervention",
      "intervention.place_missing",
      "intervention.place_impossible",
      "intervention.text_too_long",
    ],
  }),
  sendHelp: route({
    ...write,
    name: "calls.sendHelp",
    path: "/api/calls/:callId/help",
    summary:
      "Send the nearest free unit to the caller at once; the intervention is made first where the call has none. `sent` is null if none is free. While what the call sent is bound, the answer is that once more (`isRepeated`), unless `oneMore` asks for another unit",
    log: byUseCase("call.help_sent"),
    body: madeOfCall.extend({ oneMore: z.literal(true).optional() }),
    reply: z.object({ interventionId: id, reference: z.string(), sent: assignment.nullable(), isRepeated: z.boolean() }),
    errors: [
      ...gone,
      "call.has_intervention",
      "call.intervention_over",
      "intervention.place_missing",
      "intervention.place_impossible",
      "intervention.text_too_long",
    ],
  }),
  joinIntervention: route({
    ...write,
    name: "calls.joinIntervention",
    path: "/api/calls/:callId/join",
    summary: "Join the call to an intervention that the room works on already; graver answers raise that one",
    log: byUseCase("call.joined", "intervention.changed"),
    body: z.object({ interventionId: id }),
    errors: [...gone, "call.has_intervention", "call.intervention_over"],
  }),
  part: route({
    ...write,
    name: "calls.part",
    path: "/api/calls/:callId/part",
    summary: "Take the call out of its intervention again; danger that it alone told leaves that one",
    log: byUseCase("call.parted", "intervention.changed"),
    /** `interventionId`: the intervention of the call, as its author saw it. */
    body: partBody.required().extend({ interventionId: id }),
    errors: [...gone, "call.not_in_intervention", "intervention.changed_meanwhile", "intervention.split_instead"],
  }),
  wallboard: route({
    name: "calls.wallboard",
    method: "GET",
    path: "/api/calls/wallboard",
    summary: "The lines now and since the day began: waiting, answered in time, abandoned, by line and hour",
    access: rolesOfRoom("call_taker", "dispatcher", "supervisor"),
    log: notLogged("figures that name nobody"),
    reply: wallboard,
  }),
  figures: route({
    name: "calls.figures",
    method: "GET",
    path: "/api/calls/figures",
    summary: "Calls of a period by line, nature and hour, with how soon they were answered",
    access: rolesOfRoom("supervisor", "analyst"),
    log: byUseCase("call.figures_read"),
    query: z.object({ from: day, to: day }),
    reply: callFigures,
    errors: ["bulletin.wrong_period"],
  }),
  askPlace: route({
    ...write,
    name: "calls.askPlace",
    path: "/api/calls/:callId/place-links",
    summary: "Send the caller a message with a link that tells the telephone's place once",
    log: byUseCase("call.place_asked"),
    access: rolesOfQueue("call_taker", "dispatcher", "supervisor"),
    errors: [...gone, "sms.not_set_up", "sms.not_sent", "call.number_unknown", "sms.not_a_mobile"],
  }),
} as const;
