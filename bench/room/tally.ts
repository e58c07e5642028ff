import type { Heard } from "./consoles.ts";

export type Tally = { readonly delaysMs: number[]; readonly lost: number; readonly double: number };

/** Compares the events heard by every console with the commits and their times (ms since epoch), for the events of the run. */
export function tally(consoles: readonly Heard[], committed: ReadonlyMap<number, number>): Tally {
  const delaysMs: number[] = [];
  let [lost, double] = [0, 0];
  for (const { events } of consoles) {
    const first = new Map<number, number>();
    for (const [seq, at] of events) {
      if (!committed.has(seq)) continue;
      if (first.has(seq)) double++;
      else first.set(seq, at);
    }
    lost += committed.size - first.size;
    for (const [seq, at] of first) delaysMs.push(at - (committed.get(seq) ?? at));
  }
  return { delaysMs, lost, double };
}
