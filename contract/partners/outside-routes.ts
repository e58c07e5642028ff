import { z } from "zod";
import { byUseCase, byPartner, notLogged, open } from "../route/access.ts";
import { id, instant, text3 } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { deskForward, deskReport, systemReport } from "./shapes.ts";
import { eido } from "./eido.ts";

/** What a report can be refused with. */
const refused = [
  "forward.unknown_status",
  "forward.not_told",
  "forward.reason_missing",
  "forward.text_missing",
  "forward.text_too_long",
  "forward.already_cancelled",
  "forward.already_refused",
  "forward.already_done",
] as const;
const page = open("the empty page of a partner's desk: it shows nothing before its token is given");
const file = notLogged("a page without data");

/** Routes for those outside the room: the partner's system by its token, its desk by a session that a desk token opens. */
export const outsideRoutes = {
  deskPage: route({
    name: "partners.deskPage",
    method: "GET",
    path: "/partner",
    summary: "The narrow screen",
    access: page,
    log: file,
    carriage: "bytes",
  }),
  deskScript: route({
    name: "partners.deskScript",
    method: "GET",
    path: "/partner/desk.mjs",
    summary: "Its script",
    access: page,
    log: file,
    carriage: "bytes",
  }),
  deskStyle: route({
    name: "partners.deskStyle",
    method: "GET",
    path: "/partner/desk.css",
    summary: "Its style",
    access: page,
    log: file,
    carriage: "bytes",
  }),
  deskWords: route({
    name: "partners.deskWords",
    method: "GET",
    path: "/partner/words.json",
    summary: "Its words in three languages",
    access: page,
    log: file,
    carriage: "bytes",
  }),
  deskSignIn: route({
    name: "partners.deskSignIn",
    method: "POST",
    path: "/api/partner/session",
    summary: "Open a session of a partner's desk with a desk token; it lasts eight hours at most",
    access: open("this is how a partner's desk signs in"),
    log: byUseCase("partner.signed_in"),
    body: z.object({ token: z.string().min(1).max(200) }),
    reply: z.object({ session: z.string(), expiresAt: instant, names: text3 }),
    errors: ["partner.token_refused", "partner.inactive", "partner.authorisation_missing", "partner.authorisation_expired"],
  }),
  deskForwards: route({
    name: "partners.deskForwards",
    method: "GET",
    path: "/api/partner/forwards",
    summary: "What was forwarded to this partner: what is open, and what ended within a day. That it is read is no receipt",
    access: byPartner,
    log: notLogged("what was handed over, which was logged"),
    reply: z.array(deskForward),
  }),
  deskReport: route({
    name: "partners.deskReport",
    method: "POST",
    path: "/api/partner/forwards/:forwardId/reports",
    summary: "Say how far a forwarded intervention has come",
    access: byPartner,
    log: byUseCase("forward.reported"),
    params: z.object({ forwardId: id }),
    body: deskReport,
    reply: deskForward,
    errors: ["object.not_found", ...refused],
  }),
  systemReport: route({
    name: "partners.systemReport",
    method: "POST",
    path: "/api/partner/reports",
    summary: "The same from a partner's system, by the incident's identifier",
    access: byPartner,
    log: byUseCase("forward.reported"),
    body: systemReport,
    errors: ["object.not_found", ...refused],
  }),
  takeEido: route({
    name: "partners.takeEido",
    method: "POST",
    path: "/api/partner/eido",
    summary: "Take an EIDO: of a forwarded intervention it is a report, of anything else a request that a dispatcher decides on",
    access: byPartner,
    log: byUseCase("partner_request.received", "forward.reported"),
    body: eido,
    reply: z.object({
      incidentId: z.string(),
      /** `older`: a newer one of the same incident was taken before, and stands. */
      taken: z.enum(["request", "report", "older"]),
    }),
    errors: ["object.not_found", ...refused, "request.too_many", "eido.dangling_reference", "eido.stamp_in_future", "eido.own_agency"],
  }),
  conveyance: route({
    name: "partners.conveyance",
    method: "GET",
    path: "/IncidentData/ent",
    summary: "The subscribe and notify socket of NENA-STA-024: a partner that subscribes is sent what is forwarded to it",
    access: byPartner,
    log: notLogged("each EIDO that goes out is logged as sent"),
    carriage: "socket",
  }),
} as const;
