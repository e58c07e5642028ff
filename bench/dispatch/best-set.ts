/** Roads and sets searched apart from the room's own code, so that one can be held against the other. */

/** A one-directional piece of road, with the seconds that a vehicle and a person on foot need for it; Infinity where not allowed. */
export type Edge = { readonly from: number; readonly to: number; readonly vehicle: number; readonly foot: number };
export type Mode = "vehicle" | "foot";

/** Seconds from every node to one of them, by buckets of a second (Dial): no heap, as the room has. */
export function secondsTo(goal: number, into: readonly (readonly Edge[])[], mode: Mode): Float64Array {
  const best = new Float64Array(into.length).fill(Infinity);
  const buckets: number[][] = [[goal]];
  best[goal] = 0;
  for (let second = 0; second < buckets.length; second++) {
    const bucket = buckets[second] ?? [];
    for (let node = bucket.pop(); node !== undefined; node = bucket.pop()) {
      const here = best[node] ?? Infinity;
      if (Math.floor(here) !== second) continue;
      for (const edge of into[node] ?? []) {
        const there = here + edge[mode];
        if (there >= (best[edge.from] ?? 0) || there === Infinity) continue;
        best[edge.from] = there;
        (buckets[Math.floor(there)] ??= []).push(edge.from);
      }
    }
  }
  return best;
}

/** A unit that could go: when it is there, and which of the seats it can fill. */
export type Candidate = { readonly seconds: number; readonly fills: readonly boolean[] };
export type BestSet = { readonly filled: number; readonly last: number };

/**
 * Finds the best set of units: as many seats filled as possible, then the earliest last unit. Every way is tried, except those that cannot
 * beat one already found.
 */
export function bestSet(seats: number, units: readonly Candidate[]): BestSet {
  const sorted = units.toSorted((a, b) => a.seconds - b.seconds);
  const used = sorted.map(() => false);
  let best: BestSet = { filled: 0, last: 0 };
  const search = (seat: number, filled: number, last: number): void => {
    const possible = filled + seats - seat;
    if (possible < best.filled || (possible === best.filled && last >= best.last && best.filled > 0)) return;
    if (seat === seats) {
      best = { filled, last };
      return;
    }
    for (const [nth, unit] of sorted.entries()) {
      if (used[nth] || !unit.fills[seat]) continue;
      used[nth] = true;
      search(seat + 1, filled + 1, Math.max(last, unit.seconds));
      used[nth] = false;
    }
    search(seat + 1, filled, last);
  };
  search(0, 0, 0);
  return best;
}
