import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { ReportCard } from "@amaliyat/contract/reports";
import { stepsOf, type StepTold } from "@amaliyat/domain/reports";

type Course = Pick<ReportCard, "state" | "receivedAt" | "readAt" | "endedAt" | "end">;
type Work = Pick<InterventionRow, "state" | "units" | "closedAt">;

const ms = (at: string | null): number | null => (at === null ? null : Date.parse(at));
const first = (moments: readonly (string | null)[]): number | null => {
  const known = moments.flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  return known.length === 0 ? null : Math.min(...known);
};

/** The steps as the citizen's phone shows them: those of the report, and of its intervention; null if that is unknown. */
export function toldSteps(card: Course, work: Work | null): readonly StepTold[] {
  const isOver = work?.state === "closed" || work?.state === "cancelled";
  return stepsOf({
    state: card.state,
    receivedAt: Date.parse(card.receivedAt),
    readAt: ms(card.readAt),
    onTheWayAt: first(work?.units.map(({ enRouteAt }) => enRouteAt) ?? []),
    onSceneAt: first(work?.units.map(({ onSceneAt }) => onSceneAt) ?? []),
    endedAt: ms(card.endedAt) ?? (isOver ? ms(work.closedAt) : null),
    end: card.end,
  });
}
