import { alerts } from "@amaliyat/contract/alerts";
import { approvals } from "@amaliyat/contract/approvals";
import { archive } from "@amaliyat/contract/archive";
import { auditRoutes } from "@amaliyat/contract/audit";
import { bolos } from "@amaliyat/contract/bolos";
import { calls } from "@amaliyat/contract/calls";
import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { partnerRoutes } from "@amaliyat/contract/partners";
import { places } from "@amaliyat/contract/places";
import { plans } from "@amaliyat/contract/plans";
import { recordings } from "@amaliyat/contract/recordings";
import { theRoom } from "@amaliyat/contract/room";
import { reports } from "@amaliyat/contract/reports";
import type { Route } from "@amaliyat/contract/route";
import { shifts } from "@amaliyat/contract/shifts";
import { statistics } from "@amaliyat/contract/statistics";
import type { Role } from "@amaliyat/domain/identity";
import { mayCall } from "../api/index.ts";

/** The screens of the console in the order of the menu. Each is open to the roles that may call one of its main routes. */
export const SCREENS = [
  { to: "/room", word: "screens.room", mains: [dispatch.units] },
  { to: "/archive", word: "screens.archive", mains: [archive.search] },
  { to: "/bolos", word: "screens.bolos", mains: [bolos.list] },
  { to: "/alerts", word: "screens.alerts", mains: [alerts.list] },
  { to: "/lines", word: "screens.lines", mains: [calls.wallboard, calls.putLine, calls.figures, calls.findRecordings] },
  { to: "/reports", word: "screens.reports", mains: [reports.queue] },
  { to: "/shifts", word: "screens.shifts", mains: [shifts.handOver, shifts.intervals] },
  { to: "/playback", word: "screens.playback", mains: [recordings.openReplay] },
  { to: "/statistics", word: "screens.statistics", mains: [statistics.bulletin] },
  { to: "/cameras", word: "screens.cameras", mains: [cameras.settings] },
  { to: "/log", word: "screens.log", mains: [auditRoutes.page] },
  { to: "/administration", word: "screens.administration", mains: [identity.createUser, dispatch.setUnitService] },
  { to: "/approvals", word: "screens.approvals", mains: [approvals.list] },
  { to: "/partners", word: "screens.partners", mains: [partnerRoutes.list] },
  { to: "/places", word: "screens.places", mains: [places.list] },
  { to: "/plans", word: "screens.plans", mains: [plans.list] },
] as const satisfies readonly { readonly to: `/${string}`; readonly word: string; readonly mains: readonly Pick<Route, "access">[] }[];

/** Screens that stand in no menu: one part of the room in a window of its own, and the first hour of a room. */
export const ALONE = [
  { to: "/wall", mains: [recordings.openLive] },
  { to: "/map", mains: [dispatch.units] },
  { to: "/first-hour", mains: [theRoom.firstHour] },
] as const;

export type Screen = (typeof SCREENS)[number];
export type ScreenPath = Screen["to"];

/** True if a role may use a screen. */
export const mayUse = (screen: Screen | (typeof ALONE)[number], role: Role): boolean => screen.mains.some((main) => mayCall(main, role));

/** The screens of a role. */
export const screensOf = (role: Role): readonly Screen[] => SCREENS.filter((screen) => mayUse(screen, role));

/** True if a role may see pictures, live or recorded: then the purpose of viewing is shown. */
export const seesPictures = (role: Role): boolean => mayCall(recordings.openLive, role) || mayCall(recordings.openReplay, role);

/** Role that works in the console. A crew has an app of its own, at `PATROL_APP`. */
export type ConsoleRole = Exclude<Role, "patrol">;
export const isOfConsole = (role: Role): role is ConsoleRole => role !== "patrol";

/** The crews' app; the mark tells it that its reader has just signed in here. */
export const PATROL_APP = "/patrol/#entered";

/** First screen of each role. */
const HOMES: Readonly<Record<ConsoleRole, ScreenPath>> = {
  operator: "/room",
  call_taker: "/room",
  dispatcher: "/room",
  supervisor: "/room",
  evidence_officer: "/playback",
  analyst: "/statistics",
  technician: "/cameras",
  auditor: "/log",
  administrator: "/administration",
};

export const homeOf = (role: ConsoleRole): ScreenPath => HOMES[role];
