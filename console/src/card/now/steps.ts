import type { InterventionCard } from "@amaliyat/contract/interventions";
import type { Wait, Waits } from "@amaliyat/domain/dispatch";
import type { Priority } from "@amaliyat/domain/interventions";

export const STEPS = ["opened", "assigned", "accepted", "en_route", "on_scene", "over"] as const;
export type StepName = (typeof STEPS)[number];

/**
 * One step of an intervention. `done` has its stamp. `undone` has the stamp of a unit that was withdrawn, or that refused. `skipped` was passed
 * without a report, or never reached. `current` is awaited since the step before. `ahead` is still to come.
 */
export type Step = {
  readonly name: StepName;
  readonly state: "done" | "undone" | "skipped" | "current" | "ahead";
  /** Time of the step, or the time since which it is awaited (ms). */
  readonly at: number | null;
};

type Staged = Pick<InterventionCard, "openedAt" | "closedAt" | "units" | "state" | "events">;

const first = (stamps: readonly (string | null)[]): number | null => {
  const known = stamps.flatMap((stamp) => (stamp === null ? [] : [Date.parse(stamp)]));
  return known.length === 0 ? null : Math.min(...known);
};

/** Time of its end by any way: closed, cancelled, merged. */
function endedAt(card: Staged): number | null {
  if (card.state === "open") return null;
  const last = card.events.findLast((event) => event.kind === card.state);
  return last ? Date.parse(last.at) : card.closedAt === null ? null : Date.parse(card.closedAt);
}

type Unit = Staged["units"][number];

const isUndone = ({ state }: Unit): boolean => state === "refused" || state === "withdrawn";

/** First stamps of some units, by step. */
const stampsOf = (units: readonly Unit[]): Partial<Record<StepName, number | null>> => ({
  assigned: first(units.map((one) => one.assignedAt)),
  accepted: first(units.map((one) => one.acceptedAt)),
  en_route: first(units.map((one) => one.enRouteAt)),
  on_scene: first(units.map((one) => one.onSceneAt)),
});

/**
 * The steps of an intervention with the first stamp of any unit that counts. A unit that refused, or was withdrawn, does not count. Its
 * stamps stay in sight, as undone, once the intervention is over and no unit of it counts.
 */
export function stepsOf(card: Staged): readonly Step[] {
  const counted = stampsOf(card.units.filter((one) => !isUndone(one)));
  const undone = card.state === "open" || !card.units.every(isUndone) ? {} : stampsOf(card.units);
  const stamps: Partial<Record<StepName, number | null>> = { ...counted, opened: Date.parse(card.openedAt), over: endedAt(card) };
  const last = card.state === "open" ? STEPS.findLastIndex((name) => (stamps[name] ?? null) !== null) : STEPS.length - 1;
  return STEPS.map((name, index) => {
    const at = stamps[name] ?? null;
    const undoneAt = undone[name] ?? null;
    if (at === null && undoneAt !== null) return { name, state: "undone", at: undoneAt };
    if (index <= last) return { name, state: at === null ? "skipped" : "done", at };
    return index === last + 1
      ? { name, state: "current", at: stamps[STEPS[last] ?? "opened"] ?? null }
      : { name, state: "ahead", at: null };
  });
}

/** The wait that ends with each step; the opening ends none, and for the end there is no target. */
const WAIT_BEFORE: Partial<Record<StepName, Wait>> = {
  assigned: "unassigned",
  accepted: "assigned",
  en_route: "accepted",
  on_scene: "en_route",
};

/** A step beside its target. */
export type StepLine = Step & {
  /** Time from which it is measured: that of the last step before it with a stamp (ms). Null where nothing is measured. */
  readonly since: number | null;
  /** Time that it may take, ms; null where there is no target. Steps that were passed over give it their time. */
  readonly targetMs: number | null;
};

/** The steps, each with its target for the priority of the card. */
export function stepLines(steps: readonly Step[], priority: Priority, waits: Waits): readonly StepLine[] {
  let since: number | null = null;
  let given = 0;
  return steps.map((step) => {
    const wait = WAIT_BEFORE[step.name];
    const targetMs = wait === undefined ? null : given + waits[wait][priority];
    const line = { ...step, since: step.state === "done" || step.state === "current" ? since : null, targetMs };
    if (step.state === "done") [since, given] = [step.at, 0];
    else if (step.state === "skipped") given = targetMs ?? 0;
    return line;
  });
}
