import { z } from "zod";
import { byUseCase, notLogged, rolesOfRoom } from "../route/access.ts";
import { counted, id, moment, reason } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { authorisedChild, publicAlertGiven, publicAlertRow, publicAlertStanding } from "./shapes.ts";

const desks = rolesOfRoom("dispatcher", "supervisor");
const chiefs = rolesOfRoom("supervisor");
const version = counted;
const act = { method: "POST", params: z.object({ publicAlertId: id }), reply: publicAlertRow } as const;
const written = [
  "public_alert.text_missing",
  "public_alert.radius_wrong",
  "public_alert.span_wrong",
  "public_alert.not_authorised",
  "public_alert.child_by_content",
] as const;
const acted = ["object.not_found", "public_alert.changed_meanwhile", "public_alert.wrong_state"] as const;

/** Public alerts: reading, writing, publishing and ending them. */
export const alertRoutes = {
  list: route({
    name: "alerts.list",
    method: "GET",
    path: "/api/alerts",
    summary: "Public alerts, newest first: those of one standing, or all of the last year",
    access: desks,
    log: notLogged("what is told to the whole town, and its drafts"),
    query: z.object({ standing: publicAlertStanding.optional() }),
    reply: z.array(publicAlertRow),
  }),
  children: route({
    name: "alerts.children",
    method: "GET",
    path: "/api/alerts/children",
    summary: "Child alerts that the prosecutor authorised and that are not told yet: their texts as they were authorised",
    access: desks,
    log: byUseCase("public_alert.child_texts_read"),
    reply: z.array(authorisedChild),
  }),
  write: route({
    name: "alerts.write",
    method: "POST",
    path: "/api/alerts",
    summary: "Write a draft; on a missing child with the text of its authorised child alert alone",
    access: desks,
    log: byUseCase("public_alert.written"),
    body: publicAlertGiven,
    reply: publicAlertRow,
    errors: written,
  }),
  change: route({
    ...act,
    name: "alerts.change",
    path: "/api/alerts/:publicAlertId/change",
    summary: "Change a draft; what was published is corrected",
    access: desks,
    log: byUseCase("public_alert.changed"),
    body: publicAlertGiven.extend({ version }),
    errors: [...acted, ...written],
  }),
  publish: route({
    ...act,
    name: "alerts.publish",
    path: "/api/alerts/:publicAlertId/publish",
    summary: "Publish a draft that another person wrote: every phone shows it while it is in force",
    access: chiefs,
    log: byUseCase("public_alert.published"),
    body: z.object({ version }),
    errors: [
      ...acted,
      "public_alert.same_person",
      "public_alert.not_authorised",
      "public_alert.child_by_content",
      "public_alert.span_wrong",
    ],
  }),
  correct: route({
    ...act,
    name: "alerts.correct",
    path: "/api/alerts/:publicAlertId/correction",
    summary: "Propose other words, another place or end in the place of what phones show; kind and beginning stay",
    access: desks,
    log: byUseCase("public_alert.correction_proposed"),
    body: publicAlertGiven.extend({ version }),
    errors: [...acted, ...written, "public_alert.nothing_changed"],
  }),
  publishCorrection: route({
    ...act,
    name: "alerts.publishCorrection",
    path: "/api/alerts/:publicAlertId/correction/publish",
    summary: "Publish a correction that others wrote: phones get it as an update of the same alert",
    access: chiefs,
    log: byUseCase("public_alert.corrected"),
    body: z.object({ version }),
    errors: [...acted, "public_alert.same_person", "public_alert.not_authorised", "public_alert.span_wrong"],
  }),
  dropCorrection: route({
    ...act,
    name: "alerts.dropCorrection",
    path: "/api/alerts/:publicAlertId/correction/drop",
    summary: "Drop a proposed correction; phones go on showing what they show",
    access: desks,
    log: byUseCase("public_alert.correction_dropped"),
    body: z.object({ version }),
    errors: acted,
  }),
  renew: route({
    ...act,
    name: "alerts.renew",
    path: "/api/alerts/:publicAlertId/renew",
    summary: "Extend it before it expires; one person alone up to the length that the room set, beyond by a correction",
    access: chiefs,
    log: byUseCase("public_alert.renewed"),
    body: z.object({ version, until: moment }),
    errors: [...acted, "public_alert.not_authorised", "public_alert.span_wrong", "public_alert.two_needed"],
  }),
  end: route({
    ...act,
    name: "alerts.end",
    path: "/api/alerts/:publicAlertId/end",
    summary: "End it, or drop a draft, with the reason; phones no longer show it",
    access: desks,
    log: byUseCase("public_alert.ended"),
    body: z.object({ version, reason: reason(200) }),
    errors: [...acted, "public_alert.reason_missing"],
  }),
} as const;
