import type { Alarm } from "./alarms.ts";

/** For so long the line says who has taken an alarm that stood at this desk, ms. */
export const TAKEN_SHOWN_MS = 10_000;

/** The alarms that this desk has shown: untaken ones, and taken ones with their moment. */
export type Memory = { readonly open: ReadonlySet<string>; readonly taken: ReadonlyMap<string, number> };

export const NOTHING_SHOWN: Memory = { open: new Set(), taken: new Map() };

/** A clock that was set back keeps nothing in the line. */
const isShown = (taken: number, at: number): boolean => Math.abs(at - taken) < TAKEN_SHOWN_MS;
const isOpen = ({ takenBy }: Alarm): boolean => takenBy === null;
const equal = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && a.isSubsetOf(b);

/** The memory after these alarms were shown; the same one where nothing changed. */
export function remember(before: Memory, alarms: readonly Alarm[], at: number): Memory {
  const open = new Set(alarms.filter(isOpen).map(({ id }) => id));
  const taken = new Map([...before.taken].filter(([id, since]) => isShown(since, at) && !open.has(id)));
  for (const alarm of alarms) if (!isOpen(alarm) && before.open.has(alarm.id)) taken.set(alarm.id, at);
  const same = equal(open, before.open) && equal(new Set(taken.keys()), new Set(before.taken.keys()));
  return same ? before : { open, taken };
}

/**
 * The alarms in the line. A call for help stands until it is ended. Any other alarm stands until somebody takes it; then the line says for
 * a while who has.
 */
export const shownOf = (memory: Memory, alarms: readonly Alarm[], at: number): readonly Alarm[] =>
  alarms.filter(({ id, kind, takenBy }) => {
    if (takenBy === null) return true;
    const taken = memory.taken.get(id) ?? (memory.open.has(id) ? at : undefined);
    return kind === "distress" || (taken !== undefined && isShown(taken, at));
  });
