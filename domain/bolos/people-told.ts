/** One recipient of a BOLO: the time since it was on their screen, and of their acknowledgement. Milliseconds. */
export type Told = { readonly toldAt: number | null; readonly acknowledgedAt: number | null };
export const TOLD_STATES = ["not_yet", "told", "acknowledged"] as const;
export type ToldState = (typeof TOLD_STATES)[number];

/** State of the notice for one person. An acknowledgement implies that the person was told. */
export function toldState({ toldAt, acknowledgedAt }: Told): ToldState {
  if (acknowledgedAt !== null) return "acknowledged";
  return toldAt === null ? "not_yet" : "told";
}

/** Number of people in each state; the three add up to all of them. */
export function countTold(people: readonly Told[]): Readonly<Record<ToldState, number>> {
  const counts = { not_yet: 0, told: 0, acknowledged: 0 };
  for (const person of people) counts[toldState(person)] += 1;
  return counts;
}
