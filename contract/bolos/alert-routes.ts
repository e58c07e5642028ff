import { z } from "zod";
import { byUseCase, notLogged, rolesOfSector } from "../route/access.ts";
import { id, reason } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { alertTexts, newAlert, newDecision, printable } from "./alert.ts";
import { boloPage } from "./shapes.ts";

const desks = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor");
const chiefs = rolesOfSector("supervisor");
const alertOf = z.object({ boloId: id, alertId: id });
const act = { method: "POST", params: alertOf, reply: boloPage } as const;
const refused = ["object.not_found", "alert.wrong_state"] as const;

/** From a proposal to a text that a person carries out of the room. The room publishes nothing by itself. */
export const alertRoutes = {
  proposeAlert: route({
    name: "bolos.proposeAlert",
    method: "POST",
    path: "/api/bolos/:boloId/alerts",
    summary: "Propose an alert on a missing child: texts in Arabic and French, a picture, an area",
    access: desks,
    log: byUseCase("alert.proposed"),
    params: z.object({ boloId: id }),
    body: newAlert,
    reply: boloPage,
    errors: ["object.not_found", "bolo.wrong_state", "alert.not_a_child", "alert.text_missing", "alert.another_open", "photo.gone"],
  }),
  alertDraft: route({
    name: "bolos.alertDraft",
    method: "GET",
    path: "/api/bolos/:boloId/alerts/:alertId/draft",
    summary: "The texts as they were proposed, for whoever checks them; not for publication",
    access: desks,
    log: notLogged("read by those who prepare it; the text that may leave the room is a route of its own, which is logged"),
    params: alertOf,
    reply: alertTexts,
    errors: ["object.not_found"],
  }),
  checkAlert: route({
    ...act,
    name: "bolos.checkAlert",
    path: "/api/bolos/:boloId/alerts/:alertId/check",
    summary: "Another person than who proposed it checks it",
    access: chiefs,
    log: byUseCase("alert.checked"),
    errors: [...refused, "alert.same_person"],
  }),
  decideAlert: route({
    ...act,
    name: "bolos.decideAlert",
    path: "/api/bolos/:boloId/alerts/:alertId/decision",
    summary: "Record the prosecutor's decision: by whom, under which reference, when, how it came",
    access: chiefs,
    log: byUseCase("alert.decided"),
    body: newDecision,
    errors: [...refused, "alert.decision_incomplete", "alert.decided_at_wrong"],
  }),
  withdrawAlert: route({
    ...act,
    name: "bolos.withdrawAlert",
    path: "/api/bolos/:boloId/alerts/:alertId/withdraw",
    summary: "Withdraw it, with the reason",
    access: rolesOfSector("dispatcher", "supervisor"),
    log: byUseCase("alert.withdrawn"),
    body: z.object({ reason: reason(200) }),
    errors: [...refused, "bolo.reason_missing"],
  }),
  alertText: route({
    name: "bolos.alertText",
    method: "GET",
    path: "/api/bolos/:boloId/alerts/:alertId/text",
    summary: "The text to print or copy; refused without a recorded authorisation of the prosecutor",
    access: rolesOfSector("dispatcher", "supervisor"),
    log: byUseCase("alert.text_taken"),
    params: alertOf,
    reply: printable,
    errors: ["object.not_found", "alert.not_authorised"],
  }),
} as const;
