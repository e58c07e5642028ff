import { z } from "zod";
import { byUseCase, notLogged, rolesOfRoom, rolesOfSector } from "../route/access.ts";
import { counted, id } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { checklist, plan, planContent, planTarget } from "./shapes.ts";

const readers = rolesOfRoom("operator", "call_taker", "dispatcher", "supervisor");
const workers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor");
const authors = rolesOfRoom("supervisor");
const planOf = z.object({ planId: id });
const interventionOf = z.object({ interventionId: id });
const version = counted.min(1);

export const plans = {
  list: route({
    name: "plans.list",
    method: "GET",
    path: "/api/plans",
    summary: "Every response plan as it stands, also those that are retired",
    access: readers,
    log: notLogged("the room's own rules"),
    reply: z.array(plan),
  }),
  versions: route({
    name: "plans.versions",
    method: "GET",
    path: "/api/plans/:planId/versions",
    summary: "Every version of a plan, newest first",
    access: readers,
    log: notLogged("the room's own rules"),
    params: planOf,
    reply: z.array(plan),
    errors: ["object.not_found"],
  }),
  create: route({
    name: "plans.create",
    method: "POST",
    path: "/api/plans",
    summary: "Write a plan for a sub-category or a category",
    access: authors,
    log: byUseCase("plan.changed"),
    body: planContent.extend({ target: planTarget }),
    reply: plan,
    errors: ["plan.empty", "plan.overlaps"],
  }),
  change: route({
    name: "plans.change",
    method: "PUT",
    path: "/api/plans/:planId",
    summary: "Write a new version of a plan; one that was retired is in force again",
    access: authors,
    log: byUseCase("plan.changed"),
    params: planOf,
    body: planContent.extend({ version }),
    reply: plan,
    errors: ["object.not_found", "plan.empty", "plan.overlaps", "plan.changed_meanwhile"],
  }),
  retire: route({
    name: "plans.retire",
    method: "POST",
    path: "/api/plans/:planId/retire",
    summary: "Take a plan out of force; interventions that began with it keep it",
    access: authors,
    log: byUseCase("plan.retired"),
    params: planOf,
    body: z.object({ version }),
    reply: plan,
    errors: ["object.not_found", "plan.changed_meanwhile", "plan.already_retired"],
  }),
  ofIntervention: route({
    name: "plans.ofIntervention",
    method: "GET",
    path: "/api/interventions/:interventionId/plan",
    summary: "The plan that an intervention works by with what is done of it, and the one that fits better by now",
    access: workers,
    log: notLogged("read by those who work on it"),
    params: interventionOf,
    reply: checklist,
    errors: ["object.not_found"],
  }),
  take: route({
    name: "plans.take",
    method: "PUT",
    path: "/api/interventions/:interventionId/plan",
    summary: "Take the plan that fits better by now; steps that both have stay done",
    access: workers,
    log: byUseCase("intervention.plan_taken"),
    params: interventionOf,
    body: z.object({ planId: id, version }),
    reply: checklist,
    errors: ["object.not_found", "plan.not_the_one_that_fits", "plan.intervention_not_open"],
  }),
  mark: route({
    name: "plans.mark",
    method: "PUT",
    path: "/api/interventions/:interventionId/plan/steps/:stepId",
    summary: "Say that a step is done, or that it is not",
    access: workers,
    log: byUseCase("intervention.step_marked"),
    params: z.object({ interventionId: id, stepId: id }),
    body: z.object({ done: z.boolean() }),
    reply: checklist,
    errors: ["object.not_found", "plan.intervention_not_open"],
  }),
} as const;
