import { runMigrations } from "graphile-worker";
import type { Log } from "../log.ts";
import { queueLog } from "./queue-log.ts";

/** Makes or updates the queue's own schema, `graphile_worker`. Runs after the migrations, before anybody enqueues. */
export const prepareJobs = ({ url, log }: { readonly url: string; readonly log: Log }): Promise<void> =>
  runMigrations({ connectionString: url, logger: queueLog(log), taskList: {} });
