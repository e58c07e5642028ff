import type { Assignment } from "@amaliyat/contract/dispatch";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { urgencyOf, type Wait, type Waits } from "@amaliyat/domain/dispatch";
import type { Priority } from "@amaliyat/domain/interventions";
import { activeUnits, withoutUnitSince } from "../intervention/facts.ts";

/** Thing awaited, and the start of the wait (ms since epoch). */
export type Waiting = { readonly wait: Wait; readonly since: number };

/** Next step expected from a unit that was sent; null once it is on scene, or free again. */
export function waitOfAssignment(one: Pick<Assignment, "state" | "assignedAt" | "acceptedAt" | "enRouteAt">): Waiting | null {
  switch (one.state) {
    case "assigned":
      return { wait: "assigned", since: Date.parse(one.assignedAt) };
    case "accepted":
      return { wait: "accepted", since: Date.parse(one.acceptedAt ?? one.assignedAt) };
    case "en_route":
      return { wait: "en_route", since: Date.parse(one.enRouteAt ?? one.assignedAt) };
    default:
      return null;
  }
}

const shareOf = ({ wait, since }: Waiting, priority: Priority, now: number, waits: Waits): number => (now - since) / waits[wait][priority];

/** True for a wait worth showing: a drive within its time is as expected. */
export const isSaid = (waiting: Waiting, priority: Priority, now: number, waits: Waits): boolean =>
  waiting.wait !== "en_route" || urgencyOf(waiting.wait, priority, now - waiting.since, waits) !== "calm";

/** Most urgent wait of an open intervention at a moment: any unit at all, or the unit that has used most of its time. */
export function waitOfRow(
  row: Pick<InterventionRow, "state" | "units" | "openedAt" | "priority">,
  now: number,
  waits: Waits,
): Waiting | null {
  if (row.state !== "open") return null;
  const alone = withoutUnitSince(row);
  if (alone !== null) return { wait: "unassigned", since: alone };
  return activeUnits(row)
    .flatMap((one) => waitOfAssignment(one) ?? [])
    .filter((one) => isSaid(one, row.priority, now, waits))
    .reduce<Waiting | null>(
      (worst, one) => (worst !== null && shareOf(worst, row.priority, now, waits) >= shareOf(one, row.priority, now, waits) ? worst : one),
      null,
    );
}
