import { alerts } from "@amaliyat/contract/alerts";
import { approvals } from "@amaliyat/contract/approvals";
import { archive } from "@amaliyat/contract/archive";
import { auditRoutes } from "@amaliyat/contract/audit";
import { bolos } from "@amaliyat/contract/bolos";
import { calls } from "@amaliyat/contract/calls";
import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { partnerRoutes } from "@amaliyat/contract/partners";
import { places } from "@amaliyat/contract/places";
import { plans } from "@amaliyat/contract/plans";
import { recordings } from "@amaliyat/contract/recordings";
import { reports } from "@amaliyat/contract/reports";
import type { Route } from "@amaliyat/contract/route";
import { theRoom } from "@amaliyat/contract/room";
import { shifts } from "@amaliyat/contract/shifts";
import { statistics } from "@amaliyat/contract/statistics";
import { ROLES, type Role } from "@amaliyat/domain/identity";
import type { AdministrationView } from "../../administration/index.ts";
import { mayCall } from "../../api/index.ts";
import type { LinesView } from "../../lines/index.ts";
import type { PartnersView } from "../../partners/index.ts";
import type { PlacesView } from "../../places/index.ts";
import type { ReportsView } from "../../reports/index.ts";
import type { ShiftsView } from "../../shifts/index.ts";
import { isOfConsole, mayUse, SCREENS, type ConsoleRole } from "../navigation.ts";
import type { Mood } from "./fake-room.ts";
import { ID } from "./smallest.ts";

/** States of a part beside the full one. */
export const STATES = ["empty", "loading", "error", "no permission"] as const;
export type State = (typeof STATES)[number];

/** A screen, or one of its parts. */
export type Part = {
  /** Route that the part is for: a role sees it if it may call it. */
  readonly of: Pick<Route, "access">;
  /** Key of the words that say that nothing is there. */
  readonly empty: string;
  /** States that the part lacks, each with its reason. */
  readonly lacks?: { readonly [S in State]?: string };
};

/** A screen whose parts are named by `view` in its address. */
type Parts<View extends string> = Readonly<Record<View, Part>>;

const ROOM: Part = { of: dispatch.units, empty: "room:queue.empty" };
const ADMINISTRATION: Parts<AdministrationView> = {
  users: { of: identity.createUser, empty: "lists:none_found" },
  sessions: { of: identity.createUser, empty: "lists:none_found" },
  sectors: { of: identity.putSector, empty: "administration:sectors.empty" },
  units: { of: dispatch.setUnitService, empty: "administration:units.empty" },
};
const LINES: Parts<LinesView | "wall"> = {
  board: { of: calls.wallboard, empty: "reports:incoming.none" },
  wall: { of: calls.wallboard, empty: "lines:board.no_seats" },
  calls: { of: calls.list, empty: "lines:calls.none" },
  back: { of: calls.abandoned, empty: "lines:back.none" },
  recordings: {
    of: calls.findRecordings,
    empty: "lines:recordings.not_asked",
    lacks: { loading: "reads nothing before it is asked", error: "reads nothing before it is asked" },
  },
  supervise: { of: calls.listen, empty: "lines:board.no_seats" },
  settings: { of: calls.putLine, empty: "lists:none_found" },
  figures: { of: calls.figures, empty: "lines:figures.none" },
};
const REPORTS: Parts<ReportsView> = {
  queue: { of: reports.queue, empty: "reports:incoming.none" },
  all: { of: reports.list, empty: "reports:all.none" },
};
const SHIFTS: Parts<ShiftsView> = {
  board: { of: shifts.setLimits, empty: "shifts:board.none" },
  glance: { of: shifts.load, empty: "shifts:glance.quiet" },
  review: { of: shifts.review, empty: "shifts:review.none" },
  log: { of: shifts.handOver, empty: "shifts:log.none" },
  roster: { of: shifts.roster, empty: "shifts:roster.none" },
  plan: { of: shifts.plan, empty: "shifts:plan.none" },
  intervals: { of: shifts.intervals, empty: "shifts:intervals.none" },
  limits: { of: shifts.setLimits, empty: "shifts:limits.proposed" },
};
const PARTNERS: Parts<PartnersView> = {
  requests: { of: partnerRoutes.requests, empty: "partners:requests.none" },
  queue: { of: partnerRoutes.queue, empty: "partners:queue.none" },
  directory: { of: partnerRoutes.create, empty: "partners:directory.none" },
};
const PLACES: Parts<PlacesView> = {
  places: { of: places.list, empty: "places:list.no_places" },
  hazards: { of: places.list, empty: "places:list.no_hazards" },
};

const partsOf = (path: string, parts: Readonly<Record<string, Part>>) =>
  Object.entries(parts).map(([view, part]) => ({ path, address: `${path}?view=${view}`, ...part }));
const card = (path: string, part: Part) => ({ path, address: path.replace(/\$\w+/u, ID), ...part });
const screen = (path: string, part: Part) => ({ path, address: path, ...part });

/** A part with its path in the router and its address. */
export type Row = Part & { readonly path: string; readonly address: string };

/** Every screen of the router, part by part. */
export const TABLE: readonly Row[] = [
  screen("/room", ROOM),
  screen("/wall", { of: recordings.openLive, empty: "wall:empty" }),
  screen("/map", {
    of: dispatch.units,
    empty: "map:title",
    lacks: {
      loading: "draws its ground first, and each thing once it has come",
      empty: "a map on which nothing is drawn is a map",
      error: "what cannot be read is not drawn, and the link says that it is lost",
    },
  }),
  screen("/first-hour", {
    of: theRoom.firstHour,
    empty: "first-hour:ready",
    lacks: { empty: "the steps are there in an empty room too: all of them are missing" },
  }),
  { path: "/archive", address: "/archive?q=x", of: archive.search, empty: "lists:none_found" },
  card("/interventions/$interventionId", { of: interventions.card, empty: "card:nearby.none" }),
  card("/calls/$callId", { of: calls.card, empty: "calls:recordings.goes_on" }),
  ...partsOf("/reports", REPORTS),
  card("/reports/$reportId", { of: reports.card, empty: "reports:files.none" }),
  screen("/playback", { of: recordings.openReplay, empty: "playback:choose" }),
  screen("/bolos", { of: bolos.list, empty: "bolos:list.none" }),
  screen("/alerts", { of: alerts.list, empty: "alerts:list.none" }),
  ...partsOf("/lines", LINES),
  ...partsOf("/shifts", SHIFTS),
  screen("/statistics", { of: statistics.bulletin, empty: "statistics:paper.live_none" }),
  ...partsOf("/statistics", { imports: { of: statistics.imports, empty: "statistics:imports.empty" } }),
  screen("/log", { of: auditRoutes.page, empty: "audit:empty" }),
  screen("/cameras", { of: cameras.settings, empty: "cameras:empty" }),
  ...partsOf("/cameras", { sites: { of: cameras.settings, empty: "cameras:site.empty" } }),
  ...partsOf("/administration", ADMINISTRATION),
  screen("/approvals", { of: approvals.list, empty: "approvals:empty" }),
  ...partsOf("/partners", PARTNERS),
  ...partsOf("/places", PLACES),
  screen("/plans", { of: plans.list, empty: "plans:list.none" }),
];

export const MOODS: Readonly<Record<State, Mood>> = { empty: "empty", loading: "silent", error: "failing", "no permission": "empty" };

const consoleRoles = ROLES.filter(isOfConsole);

/** First role that may see the part; for the state without permission, the first to which its screen is closed. */
export function readerOf(path: string, of: Pick<Route, "access">, state: State): ConsoleRole {
  const inMenu = SCREENS.find(({ to }) => path === to || path.startsWith(`${to}/`));
  const mayEnter = (one: Role): boolean => (inMenu ? mayUse(inMenu, one) : mayCall(of, one));
  const role = consoleRoles.find((one) => (state === "no permission" ? !mayEnter(one) : mayEnter(one) && mayCall(of, one)));
  if (role === undefined) throw new Error(`${path}: no role for the state «${state}»`);
  return role;
}
