import { z } from "zod";
import { byUseCase, notLogged, rolesOfSector } from "../route/access.ts";
import { id, moment, reason, sentBy } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { hazard, hazardContent, hazardMet, warning } from "./hazards.ts";
import { historyAsked, placeHistory } from "./history.ts";
import { foundPlace, nearPlace, place, placeContent, placeSearch, pointAsked, seenPlace } from "./shapes.ts";

const workers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor");
const supervisors = rolesOfSector("supervisor");
const crews = rolesOfSector("patrol");
const seekers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor", "evidence_officer", "technician", "analyst", "patrol");
const placeOf = z.object({ placeId: id });
const hazardOf = z.object({ hazardId: id });
const interventionOf = z.object({ interventionId: id });
const placeChanged = ["object.not_found", "place.changed_meanwhile", "place.closed"] as const;
const hazardWritten = [
  "hazard.words_missing",
  "hazard.span_wrong",
  "hazard.too_long",
  "hazard.review_wrong",
  "hazard.radius_wrong",
] as const;
const hazardChanged = ["object.not_found", "hazard.changed_meanwhile", "hazard.wrong_state"] as const;

export const places = {
  search: route({
    name: "places.search",
    method: "GET",
    path: "/api/places/search",
    summary: "Places, landmarks, streets, sites, cameras, sectors and points as people say them in any language, best first",
    access: seekers,
    log: notLogged("names that stand on the map of the town"),
    query: placeSearch,
    reply: z.array(foundPlace),
  }),
  near: route({
    name: "places.near",
    method: "GET",
    path: "/api/places/near",
    summary: "The named place nearest to a point, within half a kilometre; null where none is: people say «near the market», not figures",
    access: seekers,
    log: notLogged("names that stand on the map of the town"),
    query: pointAsked,
    reply: nearPlace.nullable(),
  }),
  list: route({
    name: "places.list",
    method: "GET",
    path: "/api/places",
    summary: "The room's own places in the caller's sectors, closed ones too",
    access: workers,
    log: notLogged("names of places"),
    reply: z.array(place),
  }),
  create: route({
    name: "places.create",
    method: "POST",
    path: "/api/places",
    summary: "Add a place; its sector follows from its point",
    access: workers,
    log: byUseCase("place.changed"),
    body: placeContent,
    reply: place,
    errors: ["place.beyond_sectors"],
  }),
  change: route({
    name: "places.change",
    method: "PUT",
    path: "/api/places/:placeId",
    summary: "Change a place that is open",
    access: workers,
    log: byUseCase("place.changed"),
    params: placeOf,
    body: placeContent.extend(seenPlace.shape),
    reply: place,
    errors: [...placeChanged, "place.beyond_sectors"],
  }),
  close: route({
    name: "places.close",
    method: "POST",
    path: "/api/places/:placeId/close",
    summary: "Take a place out of the search",
    access: workers,
    log: byUseCase("place.closed"),
    params: placeOf,
    body: seenPlace.extend({ reason: reason(200) }),
    reply: place,
    errors: placeChanged,
  }),
  hazards: route({
    name: "places.hazards",
    method: "GET",
    path: "/api/hazards",
    summary: "Hazards of the caller's sectors, those that are over too",
    access: workers,
    log: byUseCase("hazard.listed"),
    reply: z.array(hazard),
  }),
  writeHazard: route({
    name: "places.writeHazard",
    method: "POST",
    path: "/api/hazards",
    summary: "Write a hazard of a place; it is proposed until a supervisor confirms it",
    access: workers,
    log: byUseCase("hazard.changed"),
    body: hazardContent,
    reply: hazard,
    errors: [...hazardWritten, "place.beyond_sectors"],
  }),
  reportHazard: route({
    name: "places.reportHazard",
    method: "POST",
    path: "/api/patrol/hazards",
    summary:
      "The crew that meets a hazard writes it where it stands: it is proposed and shown at once, marked so; one at a home once a second person has confirmed it",
    access: crews,
    log: byUseCase("hazard.changed"),
    query: sentBy.default({}),
    body: hazardMet,
    reply: z.object({ hazardId: id }),
    errors: ["hazard.words_missing", "place.beyond_sectors"],
  }),
  changeHazard: route({
    name: "places.changeHazard",
    method: "PUT",
    path: "/api/hazards/:hazardId",
    summary: "Change a hazard that is in force",
    access: workers,
    log: byUseCase("hazard.changed"),
    params: hazardOf,
    body: hazardContent.extend(seenPlace.shape),
    reply: hazard,
    errors: [...hazardChanged, ...hazardWritten, "place.beyond_sectors"],
  }),
  judgeHazard: route({
    name: "places.judgeHazard",
    method: "POST",
    path: "/api/hazards/:hazardId/judgement",
    summary: "Confirm a proposed hazard, or decline it with a reason; of a home a second person confirms",
    access: supervisors,
    log: byUseCase("hazard.judged"),
    params: hazardOf,
    body: z.discriminatedUnion("act", [
      seenPlace.extend({ act: z.literal("confirm") }),
      seenPlace.extend({ act: z.literal("decline"), reason: reason(200) }),
    ]),
    reply: hazard,
    errors: [...hazardChanged, "hazard.same_person"],
  }),
  renewHazard: route({
    name: "places.renewHazard",
    method: "POST",
    path: "/api/hazards/:hazardId/renewal",
    summary: "Renew a confirmed hazard from now on, for twelve months at most",
    access: supervisors,
    log: byUseCase("hazard.renewed"),
    params: hazardOf,
    body: seenPlace.extend({ until: moment, reviewAt: moment }),
    reply: hazard,
    errors: [...hazardChanged, ...hazardWritten, "hazard.same_person"],
  }),
  endHazard: route({
    name: "places.endHazard",
    method: "POST",
    path: "/api/hazards/:hazardId/end",
    summary: "End a hazard that is no more, with a reason",
    access: workers,
    log: byUseCase("hazard.ended"),
    params: hazardOf,
    body: seenPlace.extend({ reason: reason(200) }),
    reply: hazard,
    errors: hazardChanged,
  }),
  warnings: route({
    name: "places.warnings",
    method: "GET",
    path: "/api/interventions/:interventionId/hazards",
    summary: "Hazards that reach the place of an intervention; who was shown which stands in the log",
    access: workers,
    log: notLogged("the first look of a person at a hazard is, as hazard.shown"),
    params: interventionOf,
    reply: z.array(warning),
    errors: ["object.not_found"],
  }),
  history: route({
    name: "places.history",
    method: "POST",
    path: "/api/interventions/:interventionId/place-history",
    summary: "Earlier interventions around the place of an intervention, for a lawful purpose; logged before the first row",
    access: workers,
    log: byUseCase("place.history_read"),
    params: interventionOf,
    body: historyAsked,
    reply: placeHistory,
    errors: ["object.not_found", "history.no_place", "history.words_missing"],
  }),
} as const;
