// A number is not a person, and a child who plays with a telephone may call for help an hour later. So the score sinks by itself, is shown
// beside the call and does nothing else. Nobody is blocked, on no line.

/** Score of a number at a moment (ms since epoch). */
export type NuisanceScore = { readonly score: number; readonly at: number };

/** After this time a score is worth half. */
export const NUISANCE_HALF_LIFE_MS = 7 * 86_400_000;

/** Below this nothing is kept of a number. */
export const NUISANCE_FORGOTTEN = 0.05;

/** The score of a number at a moment, not before it was written. */
export const nuisanceAt = ({ score, at }: NuisanceScore, now: number): number =>
  score * 2 ** (-Math.max(0, now - at) / NUISANCE_HALF_LIFE_MS);

/** The score after one more nuisance call. */
export const addNuisance = (known: NuisanceScore | null, now: number): NuisanceScore => ({
  score: (known === null ? 0 : nuisanceAt(known, now)) + 1,
  at: Math.max(now, known?.at ?? now),
});

/** Time at which a kept score falls below the threshold for keeping it. */
export const nuisanceEnds = ({ score, at }: NuisanceScore): number =>
  at + Math.max(0, Math.ceil(Math.log2(score / NUISANCE_FORGOTTEN) * NUISANCE_HALF_LIFE_MS));
