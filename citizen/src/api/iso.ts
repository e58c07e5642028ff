const [FIRST, LAST] = [Date.UTC(2000), Date.UTC(2100) - 1];

/** A moment as the room takes one. A phone whose clock stands in another century says the nearest: its report is not lost for that. */
export const isoOf = (at: number): string => new Date(Math.min(LAST, Math.max(FIRST, at))).toISOString();
