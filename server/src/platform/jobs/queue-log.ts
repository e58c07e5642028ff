import { Logger } from "graphile-worker";
import type { Log } from "../log.ts";

const LEVELS = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;

/** The queue's messages in our log, one step quieter: it tells the end of each job at level info. */
export const queueLog = (log: Log): Logger =>
  new Logger(() => (level, message) => {
    log[LEVELS[level]]({ part: "jobs" }, message);
  });
