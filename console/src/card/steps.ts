import type { InterventionCard } from "@amaliyat/contract/interventions";

export const STEPS = ["opened", "assigned", "accepted", "en_route", "on_scene", "over"] as const;
export type StepName = (typeof STEPS)[number];

/**
 * One step of an intervention. `done` with its stamp; `skipped`: passed without a report, or never reached; `current`: awaited since the
 * step before; `ahead`: still to come.
 */
export type Step = {
  readonly name: StepName;
  readonly state: "done" | "skipped" | "current" | "ahead";
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

/** The steps of an intervention with the first stamp of any unit that counts (refused and withdrawn ones do not). */
export function stepsOf(card: Staged): readonly Step[] {
  const counted = card.units.filter((one) => one.state !== "refused" && one.state !== "withdrawn");
  const stamps: readonly (number | null)[] = [
    Date.parse(card.openedAt),
    first(counted.map((one) => one.assignedAt)),
    first(counted.map((one) => one.acceptedAt)),
    first(counted.map((one) => one.enRouteAt)),
    first(counted.map((one) => one.onSceneAt)),
    endedAt(card),
  ];
  const last = card.state === "open" ? stamps.findLastIndex((stamp) => stamp !== null) : STEPS.length - 1;
  return STEPS.map((name, index) => {
    const at = stamps[index] ?? null;
    if (index <= last) return { name, state: at === null ? "skipped" : "done", at };
    return index === last + 1 ? { name, state: "current", at: stamps[last] ?? null } : { name, state: "ahead", at: null };
  });
}
