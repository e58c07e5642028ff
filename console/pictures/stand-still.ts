/** Factor by which time since the start of the page passes slower: no age grows by a second while pictures are made. */
const SLOWER = 1_000;
/** Longest delay that comes, ms. What waits longer (a notice that goes, a second try) would come in one picture and not in the next. */
const LONGEST_MS = 1_500;
/** Delay up to which a timer that is set may be a part that comes in: React shows what it waited for 300 ms after the last such part. */
const SHORT_MS = 400;

const short = new Set<unknown>();

/** True if a short timer is set: a part of the page may come in yet. */
export const hasShortTimer = (): boolean => short.size > 0;

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
  const never = clearTimeout.bind(globalThis);
  const setShort = (act: () => void, ms = 0): unknown => {
    if (ms > LONGEST_MS) return 0;
    const timer = later(() => {
      short.delete(timer);
      act();
    }, ms);
    if (ms <= SHORT_MS) short.add(timer);
    return timer;
  };
  const clearShort = (timer?: number): void => {
    short.delete(timer);
    never(timer);
  };
  Object.assign(globalThis, { setTimeout: setShort, clearTimeout: clearShort });
}
