import type { Assignment } from "@amaliyat/contract/dispatch";
import type { ChecklistStep } from "@amaliyat/contract/plans";
import type { InterventionCard, InterventionEvent } from "@amaliyat/contract/interventions";
import { eventData } from "./event-data.ts";

export type UnitStep = "assigned" | "accepted" | "en_route" | "on_scene" | "cleared" | "refused" | "withdrawn";

/** One line of a card's log: an act on the intervention, a stamp of a unit, or a step of the response plan. */
export type LogLine =
  | { readonly kind: "event"; readonly key: string; readonly at: number; readonly event: InterventionEvent }
  | { readonly kind: "unit"; readonly key: string; readonly at: number; readonly step: UnitStep; readonly assignment: Assignment }
  | { readonly kind: "plan"; readonly key: string; readonly at: number; readonly step: MarkedStep };

/** A step of the plan with who ticked it, or took the tick back, and when. */
export type MarkedStep = Pick<ChecklistStep, "stepId" | "text" | "mark">;

type Stamp = readonly [UnitStep, string | null];

function stampsOf(one: Assignment): readonly Stamp[] {
  const ended = one.state === "refused" || one.state === "withdrawn" ? one.endedAt : null;
  return [
    ["assigned", one.assignedAt],
    ["accepted", one.acceptedAt],
    ["en_route", one.enRouteAt],
    ["on_scene", one.onSceneAt],
    ["cleared", one.clearedAt],
    [one.state === "refused" ? "refused" : "withdrawn", ended],
  ];
}

/** A crew's own report of a step, as it is told apart from others: its assignment, its step and its time (ms); null for another event. */
function reportOf({ kind, data }: InterventionEvent): string | null {
  const { step, actedAt } = eventData(data);
  return kind === "crew_reported" ? `${String(data["assignmentId"])}-${step}-${actedAt}` : null;
}

/** True for a line about a unit: a stamp, or a report that its crew sent itself. */
export const isOfUnit = (line: LogLine): boolean => line.kind === "unit" || (line.kind === "event" && reportOf(line.event) !== null);

/**
 * The log of a card, newest first: its own events, the stamps of its units and the ticks of its plan, ordered by time. A stamp that a
 * crew's own report states is left out, so that a late step stands there once, with both its times.
 */
export function logLines(card: Pick<InterventionCard, "events" | "units">, steps: readonly MarkedStep[] = []): readonly LogLine[] {
  const events = card.events.map((event): LogLine => ({ kind: "event", key: `e${event.seq}`, at: Date.parse(event.at), event }));
  const reports = new Set(card.events.map(reportOf));
  const units = card.units.flatMap((assignment) =>
    stampsOf(assignment).flatMap(([step, stamp]): LogLine[] =>
      stamp === null || reports.has(`${assignment.assignmentId}-${step}-${Date.parse(stamp)}`)
        ? []
        : [{ kind: "unit", key: `${assignment.assignmentId}-${step}`, at: Date.parse(stamp), step, assignment }],
    ),
  );
  const ticks = steps.flatMap((step): LogLine[] =>
    step.mark === null ? [] : [{ kind: "plan", key: `p${step.stepId}`, at: Date.parse(step.mark.at), step }],
  );
  // Sorted forward and turned round, so that lines of one moment keep the order in which they were written.
  return [...events, ...units, ...ticks].toSorted((a, b) => a.at - b.at).toReversed();
}

/** Events after the version that a form was opened on, oldest first. A person must see them before sending it. */
export const changesSince = (card: Pick<InterventionCard, "events">, version: number): readonly InterventionEvent[] =>
  card.events.filter((event) => event.seq > version);
