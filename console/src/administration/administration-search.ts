import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import type { Route } from "@amaliyat/contract/route";
import type { Role } from "@amaliyat/domain/identity";
import { mayCall } from "../api/index.ts";

/** The parts of this screen, each with the route that it is for: a role sees those that it may call. */
const PARTS = {
  users: identity.createUser,
  sessions: identity.createUser,
  sectors: identity.putSector,
  units: dispatch.setUnitService,
} as const satisfies Record<string, Pick<Route, "access">>;

export type View = keyof typeof PARTS;
const VIEWS = ["users", "sessions", "sectors", "units"] as const satisfies readonly View[];

/** The parts of a role, in the order of the tabs. */
export const viewsOf = (role: Role): readonly View[] => VIEWS.filter((view) => mayCall(PARTS[view], role));

/** Address parameters of this screen: the part, and the open item of its list («new» for one being made). */
export type AdministrationSearch = { readonly view?: View; readonly open?: string };

/** Reads the address; unknown parts are left out. */
export function administrationSearch(search: Record<string, unknown>): AdministrationSearch {
  const view = VIEWS.find((one) => one === search["view"]);
  const open = typeof search["open"] === "number" ? String(search["open"]) : search["open"];
  return { ...(view === undefined ? {} : { view }), ...(typeof open === "string" && open !== "" ? { open } : {}) };
}

/** Open item beside a list, and the way to open another. */
export type OpenProps = { readonly open: string | null; readonly onOpen: (open: string | null) => void };
