import { reports, open311Error } from "@amaliyat/contract/reports";
import { serveBytes, type Served, type TellRefusal } from "../../platform/http/index.ts";
import type { Limits } from "../limits.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { listRequests, listUpdates, oneRequest, requestOfToken } from "./follow-requests.ts";
import { sendRequest } from "./send-request.ts";
import { sendUpdate } from "./send-update.ts";
import { definition, discovery, services } from "./services.ts";
import { ERRORS, explain } from "@amaliyat/contract/errors";
import { languageAsked } from "./language.ts";
import { written } from "./write.ts";

const said = (from: unknown, name: string): string | undefined => {
  const value = typeof from === "object" && from !== null ? (from as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : undefined;
};

/** Numbers of the standard for refusals that HTTP has others for: 403 is a key that is missing or wrong, 400 any other fault of a request. */
const STANDARD: Readonly<Record<number, number>> = { 401: 403, 409: 400, 415: 400, 422: 400 };

/** A refusal as Open311 words it, in the format that was asked for, whatever it is about. */
const toldRefusal: TellRefusal = ({ code, params = {} }, { params: path, query }) => {
  const own = ERRORS[code].status;
  const status = STANDARD[own] ?? own;
  const language = languageAsked({ locale: said(query, "locale"), jurisdiction_id: said(query, "jurisdiction_id") }) ?? "ar";
  const error = open311Error.parse({ code: status, description: `${explain(code, params)[language]} (${code})` });
  return written(said(path, "format") === "xml" ? "xml" : "json", "errors", [error], status);
};

/** Routes for the systems of cities. */
export const open311Served = (deps: ReportsDeps, limits: Limits): Served[] => [
  serveBytes(reports.open311Discovery, (call) => Promise.resolve(discovery(deps.outsideUrl, call)), toldRefusal),
  serveBytes(reports.open311DiscoveryBelow, (call) => Promise.resolve(discovery(deps.outsideUrl, call)), toldRefusal),
  serveBytes(reports.open311Services, (call) => Promise.resolve(services(call)), toldRefusal),
  serveBytes(reports.open311Service, (call) => Promise.resolve(definition(call)), toldRefusal),
  serveBytes(reports.open311Send, (call) => sendRequest(deps, limits, call), toldRefusal),
  serveBytes(reports.open311SendUpdate, (call) => sendUpdate(deps, limits, call), toldRefusal),
  serveBytes(reports.open311Requests, (call) => listRequests(deps, limits, call), toldRefusal),
  serveBytes(reports.open311Request, (call) => oneRequest(deps, limits, call), toldRefusal),
  serveBytes(reports.open311Token, (call) => requestOfToken(deps, limits, call), toldRefusal),
  serveBytes(reports.open311Updates, (call) => listUpdates(deps, limits, call), toldRefusal),
];
