/**
 * Keeps a live video element near the newest picture, by its delay (s). Gives the rate to play at, and `jumpTo`: seconds behind to jump to.
 * The delay of 80 ms lies in the 50–120 ms that the trial found smooth; at 30 ms it stuttered.
 */
export type Chase = { readonly rate: number; readonly jumpTo: number | null };

const WANTED_S = 0.08;
const NEAR_S = 0.05;
const FAR_S = 0.12;
const TOO_FAR_S = 0.6;

export function chase(behindS: number): Chase {
  if (behindS > TOO_FAR_S || behindS < 0) return { rate: 1, jumpTo: WANTED_S };
  if (behindS > FAR_S) return { rate: 1.08, jumpTo: null };
  return { rate: behindS < NEAR_S ? 0.96 : 1, jumpTo: null };
}

/** Span of a buffer to remove: all older than `keepS` before the playhead, once that is worth the work. Null: nothing. */
export function trim(startS: number, nowS: number, retainS: number): { readonly from: number; readonly to: number } | null {
  const to = nowS - retainS;
  return to - startS > retainS ? { from: startS, to } : null;
}
