import { calls } from "@amaliyat/contract/calls";
import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import type { FirstHour } from "@amaliyat/contract/room";
import type { Route } from "@amaliyat/contract/route";
import { shifts } from "@amaliyat/contract/shifts";
import type { FirstStep } from "@amaliyat/domain/first-hour";
import type { Role } from "@amaliyat/domain/identity";
import type { NavigateOptions } from "@tanstack/react-router";

/** Act of a step: a screen at the place where the step is worked. */
export type StepAct = {
  readonly id: "map" | "sector" | "person" | "unit" | "plan" | "roster" | "lines" | "site" | "camera" | "room";
  /** Route without which the screen does not help. */
  readonly by: Pick<Route, "access">;
  /** Role that is named to those who may not open it. */
  readonly role: Role;
  readonly way: Pick<NavigateOptions, "to" | "search">;
};

/** Acts of a step in the order of its work. The first that is still needed comes first. */
export function actsOf(step: FirstStep, { facts, states }: Pick<FirstHour, "facts" | "states">): readonly StepAct[] {
  switch (step) {
    case "map":
      // A map is built by a command: the screen only shows it.
      return states.map !== "done" ? [] : [{ id: "map", by: dispatch.units, role: "supervisor", way: { to: "/map" } }];
    case "sectors": {
      const search = facts.sectors.all === 0 ? { view: "sectors" as const, open: "new" } : { view: "sectors" as const };
      return [{ id: "sector", by: identity.putSector, role: "administrator", way: { to: "/administration", search } }];
    }
    case "people":
      return [
        {
          id: "person",
          by: identity.createUser,
          role: "administrator",
          way: { to: "/administration", search: { view: "users", open: "new" } },
        },
        { id: "unit", by: dispatch.createUnit, role: "supervisor", way: { to: "/administration", search: { view: "units", open: "new" } } },
      ];
    case "shifts":
      return [
        { id: "plan", by: shifts.plan, role: "supervisor", way: { to: "/shifts", search: { view: "plan" } } },
        { id: "roster", by: shifts.seat, role: "supervisor", way: { to: "/shifts", search: { view: "roster" } } },
      ];
    case "lines":
      return [{ id: "lines", by: calls.putLine, role: "supervisor", way: { to: "/lines", search: { view: "settings", part: "lines" } } }];
    case "cameras":
      return [
        { id: "site", by: cameras.createSite, role: "technician", way: { to: "/cameras", search: { view: "sites" } } },
        { id: "camera", by: cameras.create, role: "technician", way: { to: "/cameras", search: { view: "new" } } },
      ];
    case "drill":
      return [{ id: "room", by: dispatch.units, role: "supervisor", way: { to: "/room" } }];
  }
}
