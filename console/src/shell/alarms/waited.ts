/** A moment that is so far ahead is of a clock that was set back since, ms: the room and a page differ by less. */
const AHEAD_MS = 5_000;

/** How long something waits, ms. A clock that was set back hides nobody: a moment that is still to come has waited for long. */
export const waitedMs = (since: number, at: number): number => (since - at > AHEAD_MS ? Infinity : at - since);
