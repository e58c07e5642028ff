import { z } from "zod";
import { byUseCase, notLogged, rolesOfSector } from "../route/access.ts";
import { cursor, id, instant, line, page, pageSize, point, prose, reason, sought } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { cardRoutes } from "./card-routes.ts";
import { attribute, disposition, interventionState, origin, priority, subcategory } from "./codes.ts";
import { interventionCard, interventionRow, openIntervention, seen } from "./shapes.ts";

const readers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor", "evidence_officer", "analyst");
const workers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor");
const deciders = rolesOfSector("dispatcher", "supervisor");
const interventionOf = z.object({ interventionId: id });
/** Priority and marks of an intervention. */
const danger = z.object({ priority, attributes: z.array(attribute).max(8) });
const command = { access: workers, params: interventionOf, reply: interventionCard } as const;
const refused = ["object.not_found", "intervention.changed_meanwhile"] as const;
const ended = ["intervention.already_closed", "intervention.already_cancelled", "intervention.already_merged"] as const;

export const interventions = {
  ...cardRoutes,
  open: route({
    name: "interventions.open",
    method: "POST",
    path: "/api/interventions",
    summary: "Open an intervention; from a camera everything is attached by itself",
    access: workers,
    log: byUseCase("intervention.opened"),
    body: openIntervention,
    reply: interventionCard,
    errors: [
      "object.not_found",
      "intervention.channel_of_other_origin",
      "intervention.place_missing",
      "intervention.place_impossible",
      "intervention.text_too_long",
      "intervention.merge_target_closed",
      "intervention.merge_target_cancelled",
      "intervention.merge_target_merged",
    ],
  }),
  list: route({
    name: "interventions.list",
    method: "GET",
    path: "/api/interventions",
    summary: "Interventions of the caller's sectors, newest first, filtered, by page",
    access: readers,
    log: notLogged("the room's own work list; opening a card's pictures is logged"),
    query: z.object({
      state: interventionState.optional(),
      category: z.string().length(3).optional(),
      subcategory: subcategory.optional(),
      origin: origin.optional(),
      priority: priority.optional(),
      sectorId: z.string().optional(),
      from: instant.optional(),
      to: instant.optional(),
      q: sought(100).optional(),
      size: pageSize,
      cursor,
    }),
    reply: page(interventionRow),
  }),
  card: route({
    name: "interventions.card",
    method: "GET",
    path: "/api/interventions/:interventionId",
    summary: "One intervention with its log, clips and units",
    access: readers,
    log: notLogged("read by those who work on it; its pictures are logged when opened"),
    params: interventionOf,
    reply: interventionCard,
    errors: ["object.not_found"],
  }),
  classify: route({
    ...command,
    name: "interventions.classify",
    method: "POST",
    path: "/api/interventions/:interventionId/category",
    summary: "Give or change the primary sub-category",
    log: byUseCase("intervention.classified"),
    body: seen.extend({ subcategory }),
    errors: [...refused, ...ended, "intervention.still_unclassified"],
  }),
  prioritise: route({
    ...command,
    name: "interventions.prioritise",
    method: "POST",
    path: "/api/interventions/:interventionId/priority",
    summary: "Change the priority, with its reason",
    log: byUseCase("intervention.changed"),
    body: seen.extend({ priority, reason: reason(200).optional() }),
    errors: [...refused, ...ended, "intervention.reason_missing", "intervention.text_too_long"],
  }),
  place: route({
    ...command,
    name: "interventions.place",
    method: "POST",
    path: "/api/interventions/:interventionId/place",
    summary: "Set or correct the place; the sector follows from it",
    log: byUseCase("intervention.changed"),
    body: seen.extend({ place: point.nullable(), placeText: line(200).nullable() }),
    errors: [...refused, ...ended, "intervention.place_missing", "intervention.place_impossible", "intervention.text_too_long"],
  }),
  takeUp: route({
    ...command,
    access: deciders,
    name: "interventions.takeUp",
    method: "POST",
    path: "/api/interventions/:interventionId/take-up",
    summary: "Take the alarm of an intervention that stands `since` a moment; the first person has it, and every desk sees who that is",
    log: byUseCase("intervention.taken_up"),
    body: z.object({ since: instant }),
    errors: ["object.not_found", ...ended],
  }),
  note: route({
    ...command,
    name: "interventions.note",
    method: "POST",
    path: "/api/interventions/:interventionId/notes",
    summary: "Write a note; notes are never changed, a correction is another note",
    log: byUseCase("intervention.noted"),
    body: z.object({ text: prose(2000) }),
    errors: ["object.not_found", "intervention.note_missing", "intervention.text_too_long"],
  }),
  close: route({
    ...command,
    access: deciders,
    name: "interventions.close",
    method: "POST",
    path: "/api/interventions/:interventionId/close",
    summary: "Close with a disposition and what was done",
    log: byUseCase("intervention.closed"),
    body: seen.extend({ disposition, outcome: prose(4000), forReview: z.boolean().default(false) }),
    errors: [
      ...refused,
      ...ended,
      "intervention.still_unclassified",
      "intervention.units_still_assigned",
      "intervention.outcome_missing",
      "intervention.text_too_long",
    ],
  }),
  reopen: route({
    ...command,
    access: deciders,
    name: "interventions.reopen",
    method: "POST",
    path: "/api/interventions/:interventionId/reopen",
    summary: "Reopen a closed or cancelled intervention",
    log: byUseCase("intervention.reopened"),
    body: seen.extend({ reason: reason(200) }),
    errors: [
      ...refused,
      "intervention.still_open",
      "intervention.already_cancelled",
      "intervention.already_merged",
      "intervention.reason_missing",
      "intervention.text_too_long",
    ],
  }),
  cancel: route({
    ...command,
    access: deciders,
    name: "interventions.cancel",
    method: "POST",
    path: "/api/interventions/:interventionId/cancel",
    summary: "Cancel what needs no response",
    log: byUseCase("intervention.cancelled"),
    body: seen.extend({ reason: reason(200) }),
    errors: [...refused, ...ended, "intervention.unit_on_scene", "intervention.reason_missing", "intervention.text_too_long"],
  }),
  merge: route({
    ...command,
    access: deciders,
    name: "interventions.merge",
    method: "POST",
    path: "/api/interventions/:interventionId/merge",
    summary: "Merge this duplicate into another; it can be split off again",
    log: byUseCase("intervention.merged"),
    body: seen.extend({ into: id, moveAssignments: z.boolean().default(false) }),
    errors: [
      ...refused,
      ...ended,
      "intervention.units_still_assigned",
      "intervention.merge_into_itself",
      "intervention.merge_cycle",
      "intervention.merge_target_closed",
      "intervention.merge_target_cancelled",
      "intervention.merge_target_merged",
    ],
  }),
  split: route({
    ...command,
    access: deciders,
    name: "interventions.split",
    method: "POST",
    path: "/api/interventions/:interventionId/split",
    summary: "Split a merged intervention off again, with the danger and the units that go with it and that stay",
    log: byUseCase("intervention.split"),
    body: seen.extend({
      reason: reason(200),
      /**
       * The danger of the one that is split off. Left out: the one that it had when it was merged, with what its callers told since. A danger
       * without what they told is taken with the version of the remaining one that the author saw, here or in `keeps`.
       */
      takes: danger.extend(seen.partial().shape).optional(),
      /** The danger of the remaining one, on the version of it that the author saw; if left out, its own danger without the other. */
      keeps: danger.extend(seen.shape).optional(),
      /** The units that go with the one that is split off, by their assignments. */
      assignmentIds: z.array(id).max(50).default([]),
    }),
    errors: [...refused, "intervention.not_merged", "intervention.reason_missing", "intervention.text_too_long"],
  }),
} as const;
