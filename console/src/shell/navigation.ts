import { auditRoutes } from "@amaliyat/contract/audit";
import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { recordings } from "@amaliyat/contract/recordings";
import type { Route } from "@amaliyat/contract/route";
import { statistics } from "@amaliyat/contract/statistics";
import type { Role } from "@amaliyat/domain/identity";
import { mayCall } from "../api/index.ts";

/** The screens of the console in the order of the menu. Each is open to the roles that may call its main route. */
export const SCREENS = [
  { to: "/room", word: "screens.room", main: dispatch.units },
  { to: "/playback", word: "screens.playback", main: recordings.openReplay },
  { to: "/statistics", word: "screens.statistics", main: statistics.bulletin },
  { to: "/cameras", word: "screens.cameras", main: cameras.settings },
  { to: "/log", word: "screens.log", main: auditRoutes.page },
  { to: "/administration", word: "screens.administration", main: identity.createUser },
  { to: "/duty", word: "screens.duty", main: dispatch.duty },
] as const satisfies readonly { readonly to: `/${string}`; readonly word: string; readonly main: Pick<Route, "access"> }[];

export type Screen = (typeof SCREENS)[number];
export type ScreenPath = Screen["to"];

/** The screens of a role. */
export const screensOf = (role: Role): readonly Screen[] => SCREENS.filter((screen) => mayCall(screen.main, role));

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
