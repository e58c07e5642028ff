/** Decisions of one composing: where the text of a statement depends on what is only known at run time, one way is taken. */
export type Choices = { readonly choose: (key: string, options: readonly string[]) => string };

/** Most variants of one statement that are composed. */
export const MOST_VARIANTS = 200;

/**
 * Runs a composing once for each way: first with the first option everywhere, then once for each other option of each decision that was met.
 * Answers what the runs answered. Every option is taken once at least; their combinations are not.
 */
export function everyWay<T>(compose: (choices: Choices) => T): T[] {
  const results: T[] = [];
  const tried = new Set<string>();
  const waiting: ReadonlyMap<string, string>[] = [new Map()];
  for (let decided = waiting.shift(); decided !== undefined && results.length < MOST_VARIANTS; decided = waiting.shift()) {
    const way = decided;
    const met = new Map<string, readonly string[]>();
    const choose = (key: string, options: readonly string[]): string => {
      met.set(key, [...new Set([...(met.get(key) ?? []), ...options])]);
      const before = way.get(key);
      return before !== undefined && options.includes(before) ? before : (options[0] ?? "");
    };
    results.push(compose({ choose }));
    for (const [key, options] of met) {
      for (const option of options.slice(1)) {
        const name = `${key}\n${option}`;
        if (tried.has(name)) continue;
        tried.add(name);
        waiting.push(new Map([...way, [key, option]]));
      }
    }
  }
  return results;
}
