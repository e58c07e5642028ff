import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { Happening } from "@amaliyat/contract/live";
import type { ReportRow } from "@amaliyat/contract/reports";

type Listener<Row> = (row: Row) => void;

/** Tells of each thing that becomes urgent, once. */
export type Urgent<Row> = {
  readonly take: (happened: readonly Happening[]) => void;
  readonly subscribe: (listener: Listener<Row>) => () => void;
};

/** How many ids are remembered as told; older ones are over long since. */
const KEPT = 1000;

/** `found` is the row of what is urgent, with its id; null for anything else. */
function createTeller<Row>(found: (one: Happening) => { readonly id: string; readonly row: Row } | null): Urgent<Row> {
  const told = new Set<string>();
  const listeners = new Set<Listener<Row>>();
  return {
    take(happened) {
      for (const one of happened) {
        const is = found(one);
        if (is === null || told.has(is.id)) continue;
        told.add(is.id);
        if (told.size > KEPT) for (const oldest of told.values().take(told.size - KEPT)) told.delete(oldest);
        for (const listener of listeners) listener(is.row);
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Each intervention that becomes immediate while it is open: opened so, or raised to it. */
export const createUrgent = (): Urgent<InterventionRow> =>
  createTeller((one) =>
    one.topic === "intervention" && one.row.priority === "P1" && one.row.state === "open"
      ? { id: one.row.interventionId, row: one.row }
      : null,
  );

/** Each report of danger that waits and that nobody has read yet. */
export const createUrgentReports = (): Urgent<ReportRow> =>
  createTeller((one) =>
    one.topic === "report" && one.row.danger && one.row.state === "waiting" && one.row.readAt === null
      ? { id: one.row.reportId, row: one.row }
      : null,
  );
