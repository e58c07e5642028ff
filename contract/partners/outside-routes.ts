import { z } from "zod";
import { byUseCase, byPartner, notLogged, open } from "../route/access.ts";
import type { Former } from "../route/define.ts";
import { id, instant, noQuery, text3 } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { deskForward, deskReport, systemReport } from "./shapes.ts";
import { eido } from "./eido.ts";

/** Possible refusals of a report. */
const refused = [
  "forward.unknown_status",
  "forward.not_told",
  "forward.reason_missing",
  "forward.text_missing",
  "forward.text_too_long",
  "forward.already_cancelled",
  "forward.already_refused",
  "forward.already_done",
  "request.too_many",
] as const;
/** The addresses before the first version; they answer for two years more (docs/partners-api.md). */
const former = (path: Former["path"]): Former => ({ path, since: "2026-12-01", until: "2028-12-01" });
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
    path: "/api/v1/partner/session",
    former: former("/api/partner/session"),
    summary: "Open a session of a partner's desk with a desk token; it lasts eight hours at most",
    access: open("this is how a partner's desk signs in"),
    log: byUseCase("partner.signed_in"),
    query: noQuery,
    body: z.strictObject({ token: z.string().min(1).max(200).describe("The desk token that the room issued.") }),
    reply: z.object({
      session: z.string().describe("The bearer token of this session."),
      expiresAt: instant.describe("End of the session."),
      names: text3.describe("Your name in the room."),
    }),
    errors: ["partner.token_refused", "partner.inactive", "partner.authorisation_missing", "partner.authorisation_expired"],
  }),
  deskForwards: route({
    name: "partners.deskForwards",
    method: "GET",
    path: "/api/v1/partner/forwards",
    former: former("/api/partner/forwards"),
    summary: "Forwards to this partner: open ones, and those that ended within a day. Reading them is no receipt",
    access: byPartner,
    log: notLogged("what was handed over, which was logged"),
    query: noQuery,
    reply: z.array(deskForward),
  }),
  deskReport: route({
    name: "partners.deskReport",
    method: "POST",
    path: "/api/v1/partner/forwards/:forwardId/reports",
    former: former("/api/partner/forwards/:forwardId/reports"),
    summary: "Say how far a forwarded intervention has come",
    access: byPartner,
    log: byUseCase("forward.reported"),
    params: z.object({ forwardId: id.describe("The forward, as the list names it.") }),
    query: noQuery,
    body: deskReport,
    reply: deskForward,
    errors: ["object.not_found", ...refused],
  }),
  systemReport: route({
    name: "partners.systemReport",
    method: "POST",
    path: "/api/v1/partner/reports",
    former: former("/api/partner/reports"),
    summary: "Say how far a forwarded incident has come, by its `$id`: for programs",
    access: byPartner,
    log: byUseCase("forward.reported"),
    query: noQuery,
    body: systemReport,
    errors: ["object.not_found", ...refused],
  }),
  takeEido: route({
    name: "partners.takeEido",
    method: "POST",
    path: "/api/v1/partner/eido",
    former: former("/api/partner/eido"),
    summary: "Send an EIDO: of a forwarded intervention it is a report, of anything else a request that a dispatcher decides on",
    access: byPartner,
    log: byUseCase("partner_request.received", "forward.reported"),
    query: noQuery,
    body: eido,
    reply: z.object({
      incidentId: z.string().describe("The `$id` of the EIDO."),
      taken: z
        .enum(["request", "report", "older"])
        .describe("`older`: a newer EIDO of yours with this `$id` was taken before, and stands."),
      unread: z
        .array(z.string())
        .describe("Names at the top of the EIDO that the room does not read, 20 at most; see whether one is misspelt."),
    }),
    errors: ["object.not_found", ...refused, "eido.dangling_reference", "eido.stamp_in_future", "eido.own_agency"],
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
