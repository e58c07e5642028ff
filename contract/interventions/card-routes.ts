import { z } from "zod";
import { byUseCase, notLogged, rolesOfSector } from "../route/access.ts";
import { id, instant, lat, lon, reason } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { relation, subcategory } from "./codes.ts";
import { notePerson, person } from "./people.ts";
import { interventionCard, interventionRow, marks, seen } from "./shapes.ts";

/** Those who work on interventions; people concerned are shown to nobody else. */
const workers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor");
const interventionOf = z.object({ interventionId: id });
const people = z.array(person);
/** Neither takes anything more: a cancelled one is reopened first, a merged one is worked on in the other. */
const gone = ["object.not_found", "intervention.already_cancelled", "intervention.already_merged"] as const;
const written = ["intervention.reason_missing", "intervention.text_too_long"] as const;

/** An open intervention that may be the same event. `score` from 0 to 1; places apart in metres, openings apart in milliseconds. */
const likely = z.object({ row: interventionRow, score: z.number(), metres: z.number(), apartMs: z.number() });
export type Likely = z.output<typeof likely>;

/** Routes of a card beside the lifecycle: marks, people, relations, likely duplicates. */
export const cardRoutes = {
  mark: route({
    name: "interventions.mark",
    method: "POST",
    path: "/api/interventions/:interventionId/attributes",
    summary: "Say what marks it: weapon, injury, minor, attempt; the whole set",
    access: workers,
    log: byUseCase("intervention.marked"),
    params: interventionOf,
    body: seen.extend(marks),
    reply: interventionCard,
    errors: [...gone, "intervention.changed_meanwhile"],
  }),
  people: route({
    name: "interventions.people",
    method: "GET",
    path: "/api/interventions/:interventionId/people",
    summary: "The people concerned, those withdrawn among them",
    access: workers,
    log: notLogged("read with the card by those who work on it; every note and withdrawal is logged"),
    params: interventionOf,
    reply: people,
    errors: ["object.not_found"],
  }),
  notePerson: route({
    name: "interventions.notePerson",
    method: "POST",
    path: "/api/interventions/:interventionId/people",
    summary: "Note a person concerned, as fact or assessment",
    access: workers,
    log: byUseCase("intervention.person_noted"),
    params: interventionOf,
    body: notePerson,
    reply: people,
    errors: ["object.not_found", "intervention.person_missing"],
  }),
  withdrawPerson: route({
    name: "interventions.withdrawPerson",
    method: "POST",
    path: "/api/interventions/:interventionId/people/:personId/withdraw",
    summary: "Withdraw what was noted of a person, with the reason",
    access: workers,
    log: byUseCase("intervention.person_withdrawn"),
    params: interventionOf.extend({ personId: id }),
    body: z.object({ reason: reason(200) }),
    reply: people,
    errors: [...gone, ...written, "intervention.person_withdrawn"],
  }),
  relate: route({
    name: "interventions.relate",
    method: "POST",
    path: "/api/interventions/:interventionId/relations",
    summary: "Say how it stands to another one: part of it, comprising it, related, or kept apart",
    access: workers,
    log: byUseCase("intervention.related"),
    params: interventionOf,
    body: z.object({ relation, other: id }),
    reply: interventionCard,
    errors: [
      ...gone,
      "intervention.relate_to_itself",
      "intervention.relation_target_gone",
      "intervention.relation_cycle",
      "intervention.already_related",
      "intervention.has_parent",
    ],
  }),
  unrelate: route({
    name: "interventions.unrelate",
    method: "POST",
    path: "/api/interventions/:interventionId/relations/undo",
    summary: "Undo a relation to another one",
    access: workers,
    log: byUseCase("intervention.unrelated"),
    params: interventionOf,
    body: z.object({ relation, other: id }),
    reply: interventionCard,
    errors: [...gone, "intervention.not_related"],
  }),
  likely: route({
    name: "interventions.likely",
    method: "GET",
    path: "/api/interventions/:interventionId/likely",
    summary: "Open interventions that may be the same event, the likeliest first",
    access: workers,
    log: notLogged("a proposal from the room's own work list"),
    params: interventionOf,
    reply: z.array(likely),
    errors: ["object.not_found"],
  }),
  likelyNew: route({
    name: "interventions.likelyNew",
    method: "GET",
    path: "/api/likely-interventions",
    summary: "The same for one that is not opened yet, by place, sub-category and time",
    access: workers,
    log: notLogged("a proposal from the room's own work list"),
    query: z.object({
      lat: z.coerce.number().pipe(lat),
      lon: z.coerce.number().pipe(lon),
      subcategory: subcategory.optional(),
      at: instant.optional(),
    }),
    reply: z.array(likely),
  }),
} as const;
