import type { CallRow, LineShown } from "@amaliyat/contract/calls";
import type { QueueRow, ReportRow, ReportWave } from "@amaliyat/contract/reports";
import { waits } from "../../calls/index.ts";
import { queueKey } from "../live.ts";

/** Entry in the queue of a call-taker. */
export type Incoming =
  | { readonly kind: "call"; readonly id: string; readonly row: CallRow }
  /** Has hung up, and waits to be called back. */
  | { readonly kind: "back"; readonly id: string; readonly row: CallRow }
  | { readonly kind: "report"; readonly id: string; readonly row: ReportRow }
  /** Many that are alike, or of one network. */
  | { readonly kind: "wave"; readonly id: string; readonly row: ReportRow; readonly wave: ReportWave };

export type Waits = {
  /** In the order of their priority. */
  readonly lines: readonly LineShown[];
  readonly calls: readonly CallRow[];
  readonly askedBack: readonly CallRow[];
  readonly reports: readonly QueueRow[];
};

/**
 * One queue. First callers, by the priority of their line and their wait, because they hold a telephone. Then callers who hung up for a
 * call back, in the same order. Then reports, in the order of the room's own queue.
 */
export function incomingOf({ lines, calls, askedBack, reports }: Waits): readonly Incoming[] {
  const rank = new Map(lines.map(({ number }, nth) => [number, nth]));
  const rankOf = ({ line }: CallRow): number => rank.get(line) ?? lines.length;
  const inOrder = (a: CallRow, b: CallRow): number => rankOf(a) - rankOf(b) || Date.parse(a.since) - Date.parse(b.since);
  return [
    ...calls
      .filter(waits)
      .toSorted(inOrder)
      .map((row) => ({ kind: "call" as const, id: row.callId, row })),
    ...askedBack.toSorted(inOrder).map((row) => ({ kind: "back" as const, id: row.callId, row })),
    ...reports.map((row): Incoming => {
      const { wave } = row;
      return wave === null ? { kind: "report", id: row.reportId, row } : { kind: "wave", id: queueKey(row), row, wave };
    }),
  ];
}
