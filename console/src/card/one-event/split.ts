import type { Assignment } from "@amaliyat/contract/dispatch";
import type { InterventionCard, InterventionEvent } from "@amaliyat/contract/interventions";
import { dangerWithout, moreUrgent, toldWhileMerged, withTold, type Danger, type DangerEntry } from "@amaliyat/domain/interventions";
import { eventData } from "../log/event-data.ts";
import { activeUnits } from "../../facts/index.ts";

/** Result of a split unless a person says otherwise. */
export type Split = {
  /** The danger of the one that goes back. */
  readonly takes: Danger;
  /** The danger of the one that stays. */
  readonly keeps: Danger;
  /** The bound units of the one that stays; `goes`: with the one that goes back. */
  readonly units: readonly { readonly assignment: Assignment; readonly goes: boolean }[];
};

/** One event as far as it says something of danger. */
function entryOf({ kind, data }: InterventionEvent): DangerEntry {
  const { subcategory, priority, brought } = eventData(data);
  const { other, of, copiedFrom, priorityByHand, attributes } = data;
  const { tells } = eventData(data);
  return {
    kind,
    ...(subcategory === null ? {} : { subcategory }),
    ...(priority === null ? {} : { priority }),
    ...(Array.isArray(attributes) ? { attributes: eventData(data).attributes } : {}),
    ...(typeof priorityByHand === "boolean" ? { priorityByHand } : {}),
    ...(typeof other === "string" ? { other } : {}),
    ...(brought === null ? {} : { brought }),
    ...(typeof of === "string" ? { of } : {}),
    ...(typeof copiedFrom === "string" ? { copiedFrom } : {}),
    ...(tells === null ? {} : { tells }),
  };
}

/**
 * Proposes a split. The other is as it was at the merge, with the danger that its callers told since. The remaining one loses what the other brought, and each unit returns to its
 * origin.
 */
export function proposeSplit(
  other: Pick<InterventionCard, "interventionId" | "priority" | "attributes" | "merged">,
  staying: Pick<InterventionCard, "events" | "units">,
): Split {
  const { interventionId, priority, attributes, merged } = other;
  const log = staying.events.map(entryOf);
  const own = dangerWithout(log, interventionId);
  const owners = [interventionId, ...merged.map((each) => each.interventionId)];
  return {
    takes: withTold({ priority, attributes }, toldWhileMerged(log, interventionId, owners)),
    keeps: { priority: own.priority, attributes: own.attributes },
    units: activeUnits(staying).map((assignment) => ({ assignment, goes: assignment.movedFrom === interventionId })),
  };
}

/** A choice of danger, with what is new in the proposal since the choice was made. Nothing is taken off it. */
export function withNewDanger(chosen: Danger, before: Danger, now: Danger): Danger {
  const fresh = now.attributes.filter((one) => !before.attributes.includes(one) && !chosen.attributes.includes(one));
  const isRaised = moreUrgent(now.priority, before.priority) !== before.priority;
  const priority = isRaised ? moreUrgent(chosen.priority, now.priority) : chosen.priority;
  return { priority, attributes: [...chosen.attributes, ...fresh] };
}
