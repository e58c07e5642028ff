/** Factor by which time since the start of the page passes slower: no age grows by a second while pictures are made. */
const SLOWER = 1_000;
/** Longest delay that comes, ms. What waits longer (a notice that goes, a second try) would come in one picture and not in the next. */
const LONGEST_MS = 1_500;

/** Lets the clock of the page stand at a moment. Timers up to a limit come as usual, longer ones never. */
export function standStill(at: number): void {
  globalThis.Date = new Proxy(Date, {
    construct: (real, given: unknown[]) => Reflect.construct(real, given.length === 0 ? [at] : given),
    get: (real, name) => (name === "now" ? () => at : Reflect.get(real, name)),
  });
  const passed = performance.now.bind(performance);
  const began = passed();
  performance.now = () => began + (passed() - began) / SLOWER;
  const later = setTimeout.bind(globalThis);
  const setShort = (act: () => void, ms = 0): unknown => (ms > LONGEST_MS ? 0 : later(act, ms));
  Object.assign(globalThis, { setTimeout: setShort });
}
