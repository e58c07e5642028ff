import { reports } from "@amaliyat/contract/reports";
import { serveBytes, type Served } from "../../platform/http/index.ts";
import type { Limits } from "../limits.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { listRequests, listUpdates, oneRequest, requestOfToken } from "./follow-requests.ts";
import { toldRefusal } from "./refused.ts";
import { sendRequest } from "./send-request.ts";
import { sendUpdate } from "./send-update.ts";
import { definition, discovery, services } from "./services.ts";

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
