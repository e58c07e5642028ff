/** Facts of a stream for the watchdog at one moment; times by a monotonic clock, in ms. */
export type WatchFacts = {
  readonly now: number;
  /** The last picture, or the begin of the session. */
  readonly lastPicture: number;
  /** Time of the previous check. If it is far back, the event loop stood still, not the camera. */
  readonly lastCheck: number;
};

export type WatchLimits = { readonly checkEveryMs: number; readonly stalledMs: number; readonly lostMs: number };

/**
 * `lost` is only a suspicion: the caller reads once more what waits in the kernel and asks again. A loop that stood still excuses
 * the camera for as long as it stood: in a trial a watchdog without this turned one stall into reconnects of all cameras.
 */
export function judge(facts: WatchFacts, limits: WatchLimits): "well" | "stalled" | "lost" {
  const stood = Math.max(0, facts.now - facts.lastCheck - limits.checkEveryMs);
  const silent = facts.now - facts.lastPicture - stood;
  if (silent >= limits.lostMs) return "lost";
  return silent >= limits.stalledMs ? "stalled" : "well";
}
