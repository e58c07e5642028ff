export { compareCalls, waitingOf } from "./match.ts";
export { withClockMoved } from "./clock-moved.ts";
export * from "./state.ts";
export { JOINED_WITHIN_MS, MISSED_LIMIT, nextClock, REST_MS, step } from "./step.ts";
