/** Most alarms that a desk remembers as told. */
const KEPT = 500;
/** A desk counts the alarms of a day, ms. */
export const COUNTED_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** More alarms an hour than this are too many for one person (EEMUA 191: one in ten minutes). */
export const ALARMS_AN_HOUR = 6;

/** Open alarms that were never announced, and the announced ones after that. A taken alarm is announced again if it returns. */
export function untold(
  told: readonly string[],
  open: readonly string[],
  taken: readonly string[],
): { readonly fresh: readonly string[]; readonly told: readonly string[] } {
  const known = new Set(told);
  const over = new Set(taken);
  const fresh = open.filter((id) => !known.has(id));
  const kept = told.filter((id) => !over.has(id));
  // Open alarms stay known, however many they are: else they would be told again and again.
  const isOpen = new Set(open);
  const past = kept.filter((id) => !isOpen.has(id)).slice(-KEPT);
  return { fresh, told: [...past, ...kept.filter((id) => isOpen.has(id)), ...fresh] };
}

/** The moments of the alarms of a desk with `count` more at `at`; those older than a day are forgotten. In ms since the epoch. */
export const counted = (moments: readonly number[], count: number, at: number): readonly number[] => [
  ...moments.filter((moment) => at - moment < COUNTED_MS),
  ...Array.from({ length: count }, () => at),
];

/** Alarms announced at a desk in each of some hours that begin at these moments. */
export const alarmsByHour = (moments: readonly number[], begins: readonly number[]): readonly number[] =>
  begins.map((begin) => moments.filter((moment) => moment >= begin && moment < begin + HOUR_MS).length);

/** Number of alarms announced at a desk in a span, and in its worst hour. */
export function alarmsIn(moments: readonly number[], from: number, to: number): { readonly count: number; readonly worstHour: number } {
  const inside = moments.filter((moment) => moment >= from && moment < to).toSorted((a, b) => a - b);
  let first = 0;
  let worstHour = 0;
  for (const [nth, moment] of inside.entries()) {
    while (moment - (inside[first] ?? moment) >= HOUR_MS) first += 1;
    worstHour = Math.max(worstHour, nth - first + 1);
  }
  return { count: inside.length, worstHour };
}
