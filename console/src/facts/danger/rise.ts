import type { Assignment } from "@amaliyat/contract/dispatch";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import {
  bothDangers,
  defaultPriority,
  isGraver,
  UNCLASSIFIED,
  type Attribute,
  type Danger,
  type Priority,
  type SubcategoryCode,
} from "@amaliyat/domain/interventions";
import { activeUnits } from "../intervention/facts.ts";

/** Effect of a join on the remaining intervention: its new danger, and the codes of the units notified. */
export type Rise = { readonly danger: Danger; readonly told: readonly string[] };

type Target = Pick<InterventionRow, "priority" | "attributes" | "units">;

/**
 * Rise of the remaining intervention's danger by a join; null if there is none. `brought` is the danger of the joining one, null if
 * unknown; `along` are the units that come with it.
 */
export function riseOf(target: Target, brought: Danger | null, along: readonly Assignment[] = []): Rise | null {
  if (brought === null) return null;
  const danger = bothDangers(target, brought);
  if (!isGraver(danger, target)) return null;
  return { danger, told: [...new Set([...activeUnits(target), ...along].map(({ unitCode }) => unitCode))] };
}

type Said = {
  readonly subcategory: SubcategoryCode | null;
  readonly attributes: readonly Attribute[];
  readonly priority?: Priority | null;
};

/** The danger that an intervention would begin with, had it been opened of this; null if nothing was said of it. */
export function dangerSaid({ subcategory, attributes, priority = null }: Said): Danger | null {
  if (subcategory === null && priority === null && attributes.length === 0) return null;
  return { priority: priority ?? defaultPriority(subcategory ?? UNCLASSIFIED, attributes).priority, attributes };
}
