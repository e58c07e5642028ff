import { ok, type Result } from "../../kernel/index.ts";
import { inOrder } from "../attributes.ts";
import type { InterventionCommand } from "./commands.ts";
import { bothDangers, dangerWithout, dangerWithoutSource, moreUrgent, type DangerEntry } from "../danger.ts";
import type { InterventionEvent } from "./events.ts";
import { refused, type InterventionRefusal } from "../refusals.ts";
import { otherWay, type Relation, type RelationTarget } from "../relations.ts";
import type { Act, Danger, Intervention } from "../state.ts";

type Command = Extract<InterventionCommand, { kind: "relate" | "unrelate" }>;

/** The event of the relation as it stands in the log of the other one. */
export const eventOfOther = (
  state: Pick<Intervention, "interventionId" | "reference">,
  { at, by, kind, relation }: Extract<InterventionEvent, { kind: "related" | "unrelated" }>,
): InterventionEvent => ({ at, by, kind, relation: otherWay(relation), other: state.interventionId, otherReference: state.reference });

/** The merge of an intervention in the log of the one that stays: it takes over the danger of the other. */
export function joinedEvent(
  target: Intervention,
  { interventionId: other, reference: otherReference, subcategory, priority, attributes }: Intervention,
  { at, by }: Act,
): Extract<InterventionEvent, { kind: "joined" }> {
  const brought = { priority, attributes };
  const joinedPriority = moreUrgent(priority, target.joinedPriority);
  return { at, by, kind: "joined", other, otherReference, subcategory, brought, joinedPriority, ...bothDangers(target, brought) };
}

/**
 * The split of an intervention in the log of the remaining one. `log` is the log of that one. `keeps` is the danger that a person assigned
 * to it; if left out, its own knowledge.
 */
export function partedEvent(
  target: Intervention,
  { interventionId: other, reference: otherReference }: Pick<Intervention, "interventionId" | "reference">,
  { at, by }: Act,
  { log, keeps }: { readonly log: readonly DangerEntry[]; readonly keeps?: Danger | undefined },
): Extract<InterventionEvent, { kind: "parted" }> {
  const own = dangerWithout(log, other);
  const danger = keeps === undefined ? own : { priority: keeps.priority, attributes: inOrder(keeps.attributes) };
  const priorityByHand = own.priorityByHand || danger.priority !== own.priority;
  return { at, by, kind: "parted", other, otherReference, joinedPriority: own.joinedPriority, ...danger, priorityByHand };
}

/**
 * A call or report that is taken out of an intervention, in the log of that. What it alone told of danger leaves with it; what stays is written.
 * `log` is the whole log, `reason` the words of a person.
 */
export function leftEvent(
  { source, reason }: { readonly source: string; readonly reason: string },
  { at, by }: Act,
  log: readonly DangerEntry[],
): Extract<InterventionEvent, { kind: "parted" }> {
  return { at, by, kind: "parted", source, reason, ...dangerWithoutSource(log, source) };
}

/** Two interventions have at most one relation, one parent at most, and nothing is part of itself, however far up. */
function refusalOf(
  interventionId: string,
  relation: Relation,
  target: RelationTarget,
  above: readonly string[],
): Result<null, InterventionRefusal> {
  const { reference } = target;
  if (target.interventionId === interventionId) return refused("intervention.relate_to_itself");
  if (target.kind === "merged" || target.kind === "cancelled") return refused("intervention.relation_target_gone", { reference });
  if (target.now !== null) return refused("intervention.already_related", { reference });
  if (relation === "parent") {
    if (target.above.includes(interventionId)) return refused("intervention.relation_cycle", { reference });
    if (above.length > 0) return refused("intervention.has_parent", { reference });
  }
  if (relation === "child") {
    if (above.includes(target.interventionId)) return refused("intervention.relation_cycle", { reference });
    if (target.above.length > 0) return refused("intervention.has_parent", { reference });
  }
  return ok(null);
}

/** Makes or undoes a relation. An existing relation makes no event; a different one is first undone by a person. */
export function decideRelation(
  state: Intervention,
  { kind, relation, target, above }: Command,
  act: Act,
): Result<InterventionEvent[], InterventionRefusal> {
  const { interventionId: other, reference: otherReference } = target;
  if (kind === "unrelate") {
    if (target.now !== relation) return refused("intervention.not_related", { reference: otherReference });
    return ok([{ ...act, kind: "unrelated", relation, other, otherReference }]);
  }
  if (target.now === relation) return ok([]);
  const checked = refusalOf(state.interventionId, relation, target, above);
  return checked.ok ? ok([{ ...act, kind: "related", relation, other, otherReference }]) : checked;
}
