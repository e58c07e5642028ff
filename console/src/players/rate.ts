/** Counts events per second over a sliding window. */
export type Rate = { readonly count: (at: number) => void; readonly perSecond: (now: number) => number };

/** Times in ms of one clock. Before a window has passed, the rate is over the time since the first. */
export function createRate(windowMs = 2000): Rate {
  let times: number[] = [];
  let first: number | null = null;
  return {
    count(at) {
      first ??= at;
      times.push(at);
      if (times.length > 512) times = times.slice(-256);
    },
    perSecond(now) {
      times = times.filter((time) => now - time < windowMs);
      const over = Math.min(windowMs, now - (first ?? now));
      return over <= 0 ? 0 : Math.round((times.length * 10_000) / over) / 10;
    },
  };
}
