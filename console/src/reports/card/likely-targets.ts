import type { LikelySame } from "@amaliyat/contract/reports";

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
