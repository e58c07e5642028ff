import { auditRoutes } from "@amaliyat/contract/audit";
import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { partnerRoutes } from "@amaliyat/contract/partners";
import { places } from "@amaliyat/contract/places";
import { plans } from "@amaliyat/contract/plans";
import { recordings } from "@amaliyat/contract/recordings";
import type { Route } from "@amaliyat/contract/route";
import { shifts } from "@amaliyat/contract/shifts";
import { statistics } from "@amaliyat/contract/statistics";
import type { Role } from "@amaliyat/domain/identity";
import { mayCall } from "../api/index.ts";

/** The screens of the console in the order of the menu. Each is open to the roles that may call one of its main routes. */
export const SCREENS = [
  { to: "/room", word: "screens.room", mains: [dispatch.units] },
  { to: "/shifts", word: "screens.shifts", mains: [shifts.handOver, shifts.intervals] },
  { to: "/playback", word: "screens.playback", mains: [recordings.openReplay] },
  { to: "/statistics", word: "screens.statistics", mains: [statistics.bulletin] },
  { to: "/cameras", word: "screens.cameras", mains: [cameras.settings] },
  { to: "/log", word: "screens.log", mains: [auditRoutes.page] },
  { to: "/administration", word: "screens.administration", mains: [identity.createUser, dispatch.setUnitService] },
  { to: "/partners", word: "screens.partners", mains: [partnerRoutes.list] },
  { to: "/places", word: "screens.places", mains: [places.list] },
  { to: "/plans", word: "screens.plans", mains: [plans.list] },
  { to: "/duty", word: "screens.duty", mains: [dispatch.duty] },
] as const satisfies readonly { readonly to: `/${string}`; readonly word: string; readonly mains: readonly Pick<Route, "access">[] }[];

export type Screen = (typeof SCREENS)[number];
export type ScreenPath = Screen["to"];

/** Whether a role may use a screen. */
export const mayUse = (screen: Screen, role: Role): boolean => screen.mains.some((main) => mayCall(main, role));

/** The screens of a role. */
export const screensOf = (role: Role): readonly Screen[] => SCREENS.filter((screen) => mayUse(screen, role));

/** Whether a role may see pictures, live or recorded: then the purpose of looking stands in sight. */
export const seesPictures = (role: Role): boolean => mayCall(recordings.openLive, role) || mayCall(recordings.openReplay, role);

/** Where each role begins its work. */
const HOMES: Readonly<Record<Role, ScreenPath>> = {
  operator: "/room",
  call_taker: "/room",
  dispatcher: "/room",
  supervisor: "/room",
  evidence_officer: "/playback",
  analyst: "/statistics",
  technician: "/cameras",
  auditor: "/log",
  administrator: "/administration",
  patrol: "/duty",
};

export const homeOf = (role: Role): ScreenPath => HOMES[role];
