import type { Skill, UnitKind } from "./units.ts";

/** Need of a response plan: so many units of one of some kinds, with a skill or without. */
export type Need = { readonly kinds: readonly UnitKind[]; readonly skill: Skill | null; readonly count: number };

type Able = { readonly unitKind: UnitKind; readonly skills: readonly Skill[] };

/** True if a unit can stand for one of a need. */
export const serves = (need: Pick<Need, "kinds" | "skill">, unit: Able): boolean =>
  need.kinds.includes(unit.unitKind) && (need.skill === null || unit.skills.includes(need.skill));

/** Seats of the needs, one for each unit that is asked for, the needs that fewest can serve first. */
const seatsOf = (needs: readonly Need[], units: readonly Able[]): { need: number; takers: number[] }[] =>
  needs
    .flatMap((need, index) =>
      Array.from({ length: need.count }, () => ({
        need: index,
        takers: units.flatMap((unit, at) => (serves(need, unit) ? [at] : [])),
      })),
    )
    .toSorted((a, b) => a.takers.length - b.takers.length);

/** Gives a seat a taker, moving others along where that frees one (an augmenting path of a bipartite matching). */
function seat(seats: readonly { takers: number[] }[], which: number, holder: Map<number, number>, tried: Set<number>): boolean {
  for (const taker of seats[which]?.takers ?? []) {
    if (tried.has(taker)) continue;
    tried.add(taker);
    const other = holder.get(taker);
    if (other !== undefined && !seat(seats, other, holder, tried)) continue;
    holder.set(taker, which);
    return true;
  }
  return false;
}

/**
 * Needs still open with these units. One unit fills one seat only, and they are seated so that least is missing. Empty if the plan is met.
 */
export function shortfall(needs: readonly Need[], units: readonly Able[]): Need[] {
  const seats = seatsOf(needs, units);
  const holder = new Map<number, number>();
  const missing = needs.map(() => 0);
  seats.forEach(({ need }, which) => {
    if (!seat(seats, which, holder, new Set())) missing[need] = (missing[need] ?? 0) + 1;
  });
  return needs.flatMap((need, index) => ((missing[index] ?? 0) > 0 ? [{ ...need, count: missing[index] ?? 0 }] : []));
}

/** A unit of a list with the need for which it is taken. */
export type Seated = { readonly unit: number; readonly need: number };

/**
 * The units that fill the seats of the needs, from a list with the best first; one unit fills one seat. As many seats are filled as can be.
 * Taking each unit that still fits is exact here (sets that can be seated are a transversal matroid). Among all sets with as many seats,
 * this one has the best first unit, the best last one, and the best at each rank between.
 */
export function coverNeeds(needs: readonly Need[], units: readonly Able[]): Seated[] {
  const seats = needs.flatMap(({ count }, need) => Array.from({ length: count }, () => need));
  const heldBy = seats.map(() => -1);
  let free = seats.length;
  /** Seats a unit, moving others along where that frees a seat for it. */
  const assign = (unit: number, tried: Set<number>): boolean =>
    seats.some((need, seat) => {
      const able = units[unit];
      const asked = needs[need];
      if (tried.has(seat) || able === undefined || asked === undefined || !serves(asked, able)) return false;
      tried.add(seat);
      const holder = heldBy[seat] ?? -1;
      if (holder >= 0 && !assign(holder, tried)) return false;
      heldBy[seat] = unit;
      return true;
    });
  for (let unit = 0; unit < units.length && free > 0; unit++) if (assign(unit, new Set())) free--;
  return seats.flatMap((need, seat) => ((heldBy[seat] ?? -1) < 0 ? [] : [{ unit: heldBy[seat] ?? -1, need }]));
}
