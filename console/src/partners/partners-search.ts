import { partnerRoutes } from "@amaliyat/contract/partners";
import type { Route } from "@amaliyat/contract/route";
import type { Role } from "@amaliyat/domain/identity";
import { mayCall } from "../api/index.ts";

/** The parts of this screen, each with the route that it is for: a role sees those that it may call. */
const PARTS = {
  requests: partnerRoutes.requests,
  queue: partnerRoutes.queue,
  directory: partnerRoutes.create,
} as const satisfies Record<string, Pick<Route, "access">>;

export type PartnersView = keyof typeof PARTS;
const VIEWS = ["requests", "queue", "directory"] as const satisfies readonly PartnersView[];

/** The parts of a role, in the order of the tabs. */
export const viewsOf = (role: Role): readonly PartnersView[] => VIEWS.filter((view) => mayCall(PARTS[view], role));

/** Address parameters of this screen: the part, and the open partner («new» for one being made). */
export type PartnersSearch = { readonly view?: PartnersView; readonly open?: string };

/** Reads the address; unknown parts are left out. */
export function partnersSearch(search: Record<string, unknown>): PartnersSearch {
  const view = VIEWS.find((one) => one === search["view"]);
  const open = search["open"];
  return { ...(view === undefined ? {} : { view }), ...(typeof open === "string" && open !== "" ? { open } : {}) };
}
