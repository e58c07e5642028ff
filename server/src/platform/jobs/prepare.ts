import { runMigrations } from "graphile-worker";
import { Client } from "pg";
import { queueGrantsSql } from "../database/index.ts";
import type { Log } from "../log.ts";
import { queueLog } from "./queue-log.ts";

/** `url` is that of the owner of the tables; `user` runs the jobs. */
export type PrepareJobs = { readonly url: string; readonly user: string; readonly log: Log };

/**
 * Makes or updates the queue's own schema, `graphile_worker`, and returns the number of its last migration. Runs after the migrations, before
 * anybody enqueues.
 */
export async function prepareJobs({ url, user, log }: PrepareJobs): Promise<number> {
  await runMigrations({ connectionString: url, logger: queueLog(log), taskList: {} });
  const client = new Client({ connectionString: url, application_name: "amaliyat jobs schema", connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(queueGrantsSql(user));
    const { rows } = await client.query<{ last: number }>("select max(id)::int as last from graphile_worker.migrations");
    return rows[0]?.last ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}
