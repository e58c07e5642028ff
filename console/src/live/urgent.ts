import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { Happening } from "@amaliyat/contract/live";

type Listener = (row: InterventionRow) => void;

/** Tells of each intervention that becomes immediate while it is open, once: opened so, or raised to it. */
export type Urgent = {
  readonly take: (happened: readonly Happening[]) => void;
  readonly subscribe: (listener: Listener) => () => void;
};

/** How many ids are remembered as told; older ones are over long since. */
const KEPT = 1000;

export function createUrgent(): Urgent {
  const told = new Set<string>();
  const listeners = new Set<Listener>();
  return {
    take(happened) {
      for (const one of happened) {
        if (one.topic !== "intervention" || one.row.priority !== "P1" || one.row.state !== "open" || told.has(one.row.interventionId))
          continue;
        told.add(one.row.interventionId);
        if (told.size > KEPT) for (const oldest of told.values().take(told.size - KEPT)) told.delete(oldest);
        for (const listener of listeners) listener(one.row);
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
