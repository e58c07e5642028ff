/** A moment that is so far ahead is of a clock that was set back since, ms: the room and a page differ by less. */
const AHEAD_MS = 5_000;

/** Waiting time, ms. A clock that was set back hides no caller: a start in the future counts as an infinite wait. */
export const waitedMs = (since: number, at: number): number => (since - at > AHEAD_MS ? Infinity : at - since);
