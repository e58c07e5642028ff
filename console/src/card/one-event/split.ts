import type { Assignment } from "@amaliyat/contract/dispatch";
import type { InterventionCard, InterventionEvent, MergedIntervention } from "@amaliyat/contract/interventions";
import { dangerOfParting, dangerWithout, moreUrgent, type Danger, type DangerEntry } from "@amaliyat/domain/interventions";
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
  const { other, of, copiedFrom, priorityByHand, attributes, source, reason } = data;
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
    ...(typeof source === "string" ? { source } : {}),
    ...(typeof reason === "string" ? { reason } : {}),
  };
}

type Other = Pick<InterventionCard, "interventionId" | "priority" | "attributes" | "mergedInto" | "merged">;
type Staying = Pick<InterventionCard, "interventionId" | "events" | "units" | "merged">;

/** The interventions into which the other one was merged, nearest first; the last is the one that stays. */
function chainOf({ mergedInto }: Other, staying: Staying): readonly Pick<Staying, "interventionId" | "events">[] {
  const chain: MergedIntervention[] = [];
  let next = staying.merged.find((one) => one.interventionId === mergedInto);
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    const { into } = next;
    next = staying.merged.find((one) => one.interventionId === into);
  }
  return [...chain, staying];
}

/**
 * Proposes a split. The other is as it was at the merge, with the danger that its callers told since. The remaining one loses what the other brought, and each unit returns to its
 * origin.
 */
export function proposeSplit(other: Other, staying: Staying): Split {
  const { interventionId, merged } = other;
  const chain = chainOf(other, staying).map((one) => ({ interventionId: one.interventionId, log: one.events.map(entryOf) }));
  const own = dangerWithout(staying.events.map(entryOf), interventionId);
  const owners = [interventionId, ...merged.map((each) => each.interventionId)];
  const { priority, attributes } = dangerOfParting(other, chain, owners);
  return {
    takes: { priority, attributes },
    keeps: { priority: own.priority, attributes: own.attributes },
    units: activeUnits(staying).map((assignment) => ({ assignment, goes: owners.some((owner) => owner === assignment.movedFrom) })),
  };
}

/** A choice of danger, with what is new in the proposal since the choice was made. Nothing is taken off it. */
export function withNewDanger(chosen: Danger, before: Danger, now: Danger): Danger {
  const fresh = now.attributes.filter((one) => !before.attributes.includes(one) && !chosen.attributes.includes(one));
  const isRaised = moreUrgent(now.priority, before.priority) !== before.priority;
  const priority = isRaised ? moreUrgent(chosen.priority, now.priority) : chosen.priority;
  return { priority, attributes: [...chosen.attributes, ...fresh] };
}
