import type { Unit } from "@amaliyat/contract/dispatch";

export const UNIT_FILTERS = ["all", "in_service", "at_work", "out_of_service"] as const;
export type UnitFilter = (typeof UNIT_FILTERS)[number];

/** Out of service are units that somebody took out; at work are those that are sent somewhere. */
export function answersFilter({ status }: Pick<Unit, "status">, filter: UnitFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "in_service":
      return status !== "unavailable";
    case "at_work":
      return status === "assigned" || status === "en_route" || status === "on_scene";
    case "out_of_service":
      return status === "unavailable";
  }
}
