import { z } from "zod";
import { byPartnerKey, byUseCase, notLogged, open } from "../route/access.ts";
import { route } from "../route/make.ts";
import { uploadedForm } from "../route/uploaded-form.ts";

const format = z.enum(["json", "xml"]).describe("The format of the answer.");
/**
 * Parameters that every address takes. An unknown parameter is refused: if it were ignored, a misspelt filter would return everything.
 * `api_key` and `extensions` are read elsewhere or not needed, and clients send them.
 */
const spoken = z.strictObject({
  locale: z.string().max(20).optional().describe("The language of the answer: `ar`, `fr`, `en`."),
  jurisdiction_id: z.string().max(100).optional().describe("May end in the language, where a client has no `locale`: `fr`, `town.fr`."),
  api_key: z.string().max(300).optional().describe("The key, where a client can put it nowhere else. The header is the better place."),
  extensions: z.string().max(20).optional().describe("Taken and not needed: the extensions are always given."),
});
const anyFormat = z.object({ format });
const list = (of: string) => z.string().max(4_000).optional().describe(`${of}, parted by commas.`);
const day = (what: string) => z.string().max(40).optional().describe(`${what}: a day, or ISO 8601; 90 days are the longest span.`);
/** Pages of a long answer, from 1 on: an extension that most servers have. */
const paged = {
  page: z.string().max(10).optional().describe("Number of the page, from 1 on."),
  page_size: z.string().max(10).optional().describe("Size of a page, 1,000 at most."),
};
const window = spoken.extend({ start_date: day("The beginning"), end_date: day("The end"), ...paged });

const publicly = {
  method: "GET",
  access: open("names of services, the same for everybody"),
  log: notLogged("public words"),
  carriage: "bytes",
  anyOrigin: true,
  query: spoken,
} as const;
/** Refusals of a key, of a form, and of too many requests. */
const sending = {
  method: "POST",
  access: open("the key comes in the form, where Open311 puts it; without one nothing is taken"),
  carriage: "bytes",
  takes: "upload_form",
  params: anyFormat,
  query: spoken,
  body: uploadedForm,
} as const;
const sendingErrors = [
  "request.not_a_form",
  "request.wrong_charset",
  "request.too_large",
  "request.too_many",
  "storage.full",
  "partner.token_refused",
  "partner.inactive",
  "partner.authorisation_missing",
  "partner.authorisation_expired",
  "report.call_17",
  "report.field_wrong",
  "report.field_too_long",
  "report.too_many_files",
  "file.too_large",
] as const;
const theirOwn = {
  method: "GET",
  access: byPartnerKey,
  log: notLogged("what the partner sent itself, and how it stands"),
  carriage: "bytes",
} as const;

/** Open311 GeoReport v2, by which a city's system hands reports on and follows them. Its errors are in its own form. */
export const open311Routes = {
  open311Discovery: route({
    ...publicly,
    name: "reports.open311Discovery",
    path: "/open311/discovery.:format",
    summary: "Open311: where and in which formats it is served",
    params: anyFormat,
  }),
  open311Services: route({
    ...publicly,
    name: "reports.open311Services",
    path: "/open311/v2/services.:format",
    summary: "Open311: the services, which are the kinds of report that are no emergency",
    params: anyFormat,
  }),
  open311Service: route({
    ...publicly,
    name: "reports.open311Service",
    path: "/open311/v2/services/:service.:format",
    summary: "Open311: what a service asks beside place and words",
    params: z.object({ service: z.string().max(100).describe("The code of the service."), format }),
    errors: ["report.service_unknown"],
  }),
  open311DiscoveryBelow: route({
    ...publicly,
    name: "reports.open311DiscoveryBelow",
    path: "/open311/v2/discovery.:format",
    summary: "Open311: the same below the address of the services, where some clients ask",
    params: anyFormat,
  }),
  open311Send: route({
    ...sending,
    name: "reports.open311Send",
    path: "/open311/v2/requests.:format",
    summary:
      "Open311: hand on a report, with pictures in the form or by address; the key is api_key, a bearer token or the password of Basic; the same of the same sender is taken once",
    log: byUseCase("report.received", "report.sent_again"),
    errors: [...sendingErrors, "report.service_unknown", "report.place_missing", "report.time_wrong"],
  }),
  open311SendUpdate: route({
    ...sending,
    name: "reports.open311SendUpdate",
    path: "/open311/v2/servicerequestupdates.:format",
    summary: "Open311 with the extension for updates: add to a request of the partner, once by its own number of the update",
    log: byUseCase("report.answered", "report.sent_again", "intervention.changed"),
    errors: [...sendingErrors, "object.not_found", "report.wrong_state", "report.too_many_messages"],
  }),
  open311Requests: route({
    ...theirOwn,
    name: "reports.open311Requests",
    path: "/open311/v2/requests.:format",
    summary: "Open311: what the partner sent within a window of 90 days at most, newest first",
    params: anyFormat,
    query: window.extend({
      service_request_id: list("Numbers of requests"),
      service_code: list("Codes of services"),
      status: list("`open` or `closed`"),
    }),
    errors: ["request.too_many", "report.field_wrong", "report.window_too_long"],
  }),
  open311Request: route({
    ...theirOwn,
    name: "reports.open311Request",
    path: "/open311/v2/requests/:request.:format",
    summary: "Open311: one request of the partner",
    params: z.object({ request: z.string().max(100).describe("The number of the request."), format }),
    query: spoken,
    errors: ["request.too_many", "object.not_found"],
  }),
  open311Token: route({
    ...theirOwn,
    name: "reports.open311Token",
    path: "/open311/v2/tokens/:request.:format",
    summary: "Open311: the request of a token; here the answer to a new request names it at once, and is its own token",
    params: z.object({ request: z.string().max(100).describe("The number of the request."), format }),
    query: spoken,
    errors: ["request.too_many", "object.not_found"],
  }),
  open311Updates: route({
    ...theirOwn,
    name: "reports.open311Updates",
    path: "/open311/v2/servicerequestupdates.:format",
    summary: "Open311 with the extension for updates: what changed in the partner's requests, oldest first",
    params: anyFormat,
    query: window,
    errors: ["request.too_many", "report.field_wrong", "report.window_too_long"],
  }),
} as const;
