import { pause } from "./ending.ts";

/** The room serves one session 50 reads a second for long (`server/src/platform/http/bounds/read-bound.ts`). */
const OF_READ_MS = 20;

/** Waits for the rest of the period of a read that began at `begun` (`performance.now()`). */
export const pace = (begun: number): Promise<void> => pause(Math.max(0, OF_READ_MS - (performance.now() - begun)));
