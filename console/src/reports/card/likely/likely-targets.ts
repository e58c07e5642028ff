import type { LikelySame, ReportRow } from "@amaliyat/contract/reports";
import type { Danger } from "@amaliyat/domain/interventions";
import { reportKind } from "@amaliyat/domain/reports";
import type { CallDraft } from "../../../calls/index.ts";
import { dangerSaid } from "../../../facts/index.ts";

/**
 * The interventions that a report may be joined to, the likeliest first: open ones, and those that a likely report is part of. Each once,
 * under the better of its scores.
 */
export function joinTargets({ interventions, reports }: LikelySame): readonly string[] {
  const found = [
    ...interventions.map(({ row, score }) => ({ id: row.interventionId, score })),
    ...reports.flatMap(({ row, score }) =>
      row.state === "joined" && row.interventionId !== null ? [{ id: row.interventionId, score }] : [],
    ),
  ];
  return [...new Set(found.toSorted((a, b) => b.score - a.score).map(({ id }) => id))];
}

/** The danger that an intervention made of a report begins with; null where none can be made, since nobody knows its place. */
export function dangerOfReport(card: Pick<ReportRow, "kind" | "danger" | "place" | "placeText">, draft: CallDraft): Danger | null {
  if (card.place === null && card.placeText === null) return null;
  const { subcategory, priority, attributes } = draft;
  return dangerSaid({
    subcategory: subcategory ?? reportKind(card.kind).subcategory,
    priority: priority ?? (card.danger ? "P1" : null),
    attributes,
  });
}
