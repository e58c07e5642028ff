import { Logger } from "graphile-worker";
import type { Log } from "../log.ts";

const LEVELS = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;

/** Advice of the queue for each start. Its workers share few connections on purpose: see `start-jobs.ts`. */
const FEWER_CONNECTIONS = "WARNING: having maxPoolSize";

/** The queue's messages in our log, one step quieter: it tells the end of each job at level info. */
export const queueLog = (log: Log): Logger =>
  new Logger(() => (level, message) => {
    log[message.startsWith(FEWER_CONNECTIONS) ? "trace" : LEVELS[level]]({ part: "jobs" }, message);
  });
