import type { CallRow, LineShown } from "@amaliyat/contract/calls";
import type { ReportRow } from "@amaliyat/contract/reports";

/** What waits for a call-taker. */
export type Incoming =
  | { readonly kind: "call"; readonly id: string; readonly row: CallRow }
  | { readonly kind: "report"; readonly id: string; readonly row: ReportRow };

const waits = ({ state }: CallRow): boolean => state === "waiting" || state === "offered";

/**
 * One queue: callers by the priority of their line and how long they wait, because somebody holds a telephone; then reports, in the order
 * of the room's own queue. `lines` are in the order of their priority.
 */
export function incomingOf(lines: readonly LineShown[], calls: readonly CallRow[], reports: readonly ReportRow[]): readonly Incoming[] {
  const rank = new Map(lines.map(({ number }, nth) => [number, nth]));
  const rankOf = ({ line }: CallRow): number => rank.get(line) ?? lines.length;
  return [
    ...calls
      .filter(waits)
      .toSorted((a, b) => rankOf(a) - rankOf(b) || Date.parse(a.since) - Date.parse(b.since))
      .map((row) => ({ kind: "call" as const, id: row.callId, row })),
    ...reports.map((row) => ({ kind: "report" as const, id: row.reportId, row })),
  ];
}
