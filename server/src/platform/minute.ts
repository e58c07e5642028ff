const MINUTE_MS = 60_000;

/** True if a minute that began at `from` is over at `at`. One that began later than now began by a clock that was ahead and was put right. */
export const isMinuteOver = (from: number, at: number): boolean => at < from || at - from >= MINUTE_MS;
