import { z } from "zod";
import { byUseCase, notLogged, rolesOfSector } from "../route/access.ts";
import { id, line } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { assignment } from "./assignment.ts";
import { advice, duty, newUnit, patrolStatus, reportedPosition, unit, withdrawal } from "./shapes.ts";

const readers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor");
const dispatchers = rolesOfSector("dispatcher", "supervisor");
const patrols = rolesOfSector("patrol");
const assignmentOf = z.object({ assignmentId: id });

export const dispatch = {
  units: route({
    name: "dispatch.units",
    method: "GET",
    path: "/api/units",
    summary: "Units of the caller's sectors with status and last position",
    access: readers,
    log: notLogged("the room's own patrols"),
    reply: z.array(unit),
  }),
  createUnit: route({
    name: "dispatch.createUnit",
    method: "POST",
    path: "/api/units",
    summary: "Make a unit and name the patrol user that speaks for it",
    access: rolesOfSector("supervisor"),
    log: byUseCase("unit.changed"),
    body: newUnit,
    reply: unit,
    errors: ["object.exists", "object.not_found"],
  }),
  setUnitService: route({
    name: "dispatch.setUnitService",
    method: "POST",
    path: "/api/units/:unitId/service",
    summary: "Take a unit out of service with a reason, or put it back",
    access: dispatchers,
    log: byUseCase("unit.changed"),
    params: z.object({ unitId: id }),
    body: z.object({ available: z.boolean(), reason: line(200).optional() }),
    reply: unit,
    errors: ["object.not_found"],
  }),
  advise: route({
    name: "dispatch.advise",
    method: "GET",
    path: "/api/interventions/:interventionId/advice",
    summary: "Every unit ranked for an intervention, each with its reasons; a person decides",
    access: dispatchers,
    log: notLogged("a computation over what the caller already sees"),
    params: z.object({ interventionId: id }),
    reply: z.array(advice),
    errors: ["object.not_found"],
  }),
  assign: route({
    name: "dispatch.assign",
    method: "POST",
    path: "/api/interventions/:interventionId/assignments",
    summary: "Send a unit to an intervention",
    access: dispatchers,
    log: byUseCase("intervention.assigned"),
    params: z.object({ interventionId: id }),
    body: z.object({ unitId: id }),
    reply: assignment,
    errors: ["object.not_found", "unit.already_assigned"],
  }),
  withdraw: route({
    name: "dispatch.withdraw",
    method: "POST",
    path: "/api/assignments/:assignmentId/withdraw",
    summary: "Take a unit back from an intervention",
    access: dispatchers,
    log: byUseCase("assignment.withdrawn"),
    params: assignmentOf,
    body: withdrawal,
    reply: assignment,
    errors: ["object.not_found"],
  }),
  stamp: route({
    name: "dispatch.stamp",
    method: "POST",
    path: "/api/assignments/:assignmentId/status",
    summary: "A patrol, or a dispatcher on its word by radio, reports the next status of an assignment",
    access: rolesOfSector("patrol", "dispatcher", "supervisor"),
    log: byUseCase("assignment.stamped", "assignment.refused"),
    params: assignmentOf,
    body: z.object({ status: patrolStatus, reason: line(200).optional() }),
    reply: assignment,
    errors: ["object.not_found"],
  }),
  duty: route({
    name: "dispatch.duty",
    method: "GET",
    path: "/api/patrol/duty",
    summary: "The caller's unit and what it is sent to",
    access: patrols,
    log: notLogged("a patrol's own orders"),
    reply: duty,
    errors: ["object.not_found"],
  }),
  report: route({
    name: "dispatch.report",
    method: "POST",
    path: "/api/patrol/positions",
    summary: "Positions of the caller's unit, oldest first",
    access: patrols,
    log: notLogged("some thousand a day; kept as positions with their own retention"),
    body: z.object({ positions: z.array(reportedPosition).min(1).max(500) }),
    errors: ["object.not_found"],
  }),
} as const;
