/** The wait until the next arrival (s), where arrivals know nothing of each other and come `perMinute` on average. `chance` is in [0, 1). */
export const gapSeconds = (perMinute: number, chance: number): number => (-Math.log(1 - chance) * 60) / perMinute;

/** One of several by its weight. */
export function pickBy<T>(items: readonly T[], weight: (item: T) => number, chance: number): T | undefined {
  let left = chance * items.reduce((sum, item) => sum + weight(item), 0);
  return items.find((item) => (left -= weight(item)) < 0) ?? items.at(-1);
}
