import type { Route } from "@amaliyat/contract/route";
import { shifts } from "@amaliyat/contract/shifts";
import type { Role } from "@amaliyat/domain/identity";
import { mayCall } from "../api/index.ts";

/** The parts of this screen, each with the route that it is for: a role sees those that it may call. */
const PARTS = {
  board: shifts.setLimits,
  glance: shifts.load,
  review: shifts.review,
  log: shifts.handOver,
  roster: shifts.roster,
  plan: shifts.plan,
  intervals: shifts.intervals,
  limits: shifts.setLimits,
} as const satisfies Record<string, Pick<Route, "access">>;

export type ShiftsView = keyof typeof PARTS;
const VIEWS = ["board", "glance", "review", "log", "roster", "plan", "intervals", "limits"] as const satisfies readonly ShiftsView[];

/** The parts of a role, in the order of the tabs. */
export const viewsOf = (role: Role): readonly ShiftsView[] => VIEWS.filter((view) => mayCall(PARTS[view], role));

/** Address parameters of this screen: the part, and its open shift or intervention. */
export type ShiftsSearch = { readonly view?: ShiftsView; readonly open?: string };

/** Reads the address; unknown parts are left out. */
export function shiftsSearch(search: Record<string, unknown>): ShiftsSearch {
  const view = VIEWS.find((one) => one === search["view"]);
  const { open } = search;
  return { ...(view === undefined ? {} : { view }), ...(typeof open === "string" && open !== "" ? { open } : {}) };
}
