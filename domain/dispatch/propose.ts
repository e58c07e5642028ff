import type { Priority } from "../interventions/index.ts";
import type { Columns, Rankable } from "./columns.ts";
import { coverNeeds, type Need } from "./needs.ts";
import type { Proposal } from "./rank-words.ts";
import { arrivalOf, DOUBT_STEP, firstOf, idAt, type Asked, type Weighed } from "./weigh.ts";

/**
 * A unit that is there this much sooner than any of the plan goes too, whatever it is. A policy of the room: for P1 half a minute counts, for
 * P2 five minutes, and the others wait for the right unit.
 */
const FIRST_SOONER_S: Readonly<Record<Priority, number>> = { P1: 30, P2: 300, P3: Infinity, P4: Infinity };

/** Units, and the same ones in columns. */
type Listed<U extends Rankable = Rankable> = { readonly units: readonly U[]; readonly columns: Columns };

/**
 * The free units that can serve a need, the best first. It lists no more of each than all seats together, which is all that any set can
 * take.
 */
function poolOf({ units, columns }: Listed, { orders }: Weighed, needs: readonly Need[]): number[] {
  const seats = needs.reduce((sum, { count }) => sum + count, 0);
  const pool = new Set<number>();
  for (const need of needs) {
    const isServed = columns.serving(need);
    const best: number[] = [];
    let last = DOUBT_STEP;
    for (let nth = 0; nth < orders.length; nth++) {
      const order = orders[nth] ?? Infinity;
      if (order >= last) continue;
      if (!isServed(nth)) continue;
      let place = best.length;
      while (place > 0 && (orders[best[place - 1] ?? 0] ?? 0) > order) place--;
      best.splice(place, 0, nth);
      if (best.length > seats) best.pop();
      if (best.length === seats) last = orders[best.at(-1) ?? 0] ?? last;
    }
    for (const nth of best) pool.add(nth);
  }
  return [...pool].toSorted((a, b) => (orders[a] ?? 0) - (orders[b] ?? 0) || (idAt(units, a) < idAt(units, b) ? -1 : 1));
}

/** Proposed units, by place in the list, and needs of the plan that no free unit can meet. */
export type Proposed = {
  readonly proposed: ReadonlyMap<number, Proposal>;
  readonly uncovered: readonly Need[];
  /** Arrival of the first of them, or of the units bound here, in seconds; Infinity if there is none. */
  readonly soonest: number;
};

/**
 * The free units that should go: those that cover the plan, and for P1 and P2 one that is there long before them. If no plan asks for any and
 * nobody is there yet, the best unit.
 */
export function propose<U extends Rankable>(listed: Listed<U>, weighed: Weighed, { needs, priority }: Asked<U>, at: number): Proposed {
  const { units } = listed;
  const pool = poolOf(listed, weighed, needs);
  const seated = coverNeeds(
    needs,
    pool.flatMap((nth) => units[nth] ?? []),
  );
  const proposed = new Map<number, Proposal>(seated.map(({ unit }) => [pool[unit] ?? -1, "plan"]));
  const uncovered = needs.flatMap((need, nth) => {
    const count = need.count - seated.filter((one) => one.need === nth).length;
    return count > 0 ? [{ ...need, count }] : [];
  });
  const soonest = (): number => Math.min(weighed.hereSoonest, ...proposed.keys().map((nth) => arrivalOf(units, weighed, nth, at)));
  const { nearest, hereSoonest, orders } = weighed;
  const nobodyIsHere = hereSoonest === Infinity;
  // Without a plan that asks for any, the fastest goes before the best for P1 alone.
  const isAsked = nearest >= 0 && (proposed.size > 0 || priority === "P1");
  const isLate = isAsked && arrivalOf(units, weighed, nearest, at) + FIRST_SOONER_S[priority] < soonest();
  const [first] = isLate ? [nearest] : proposed.size === 0 ? firstOf(units, orders, 1) : [];
  if (nobodyIsHere && first !== undefined && (orders[first] ?? Infinity) < DOUBT_STEP) proposed.set(first, "first");
  return { proposed, uncovered, soonest: soonest() };
}
