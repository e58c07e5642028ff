import { Client } from "pg";
import { databaseAt } from "../../server/src/platform/testing/admin.ts";
import { openRunFolder } from "../../server/src/platform/testing/run-folder.ts";
import { startTestServer } from "../../server/src/platform/testing/server.ts";
import { SESSION_OPTIONS } from "../../server/src/platform/database/pool.ts";

/** A freshly migrated database; `url` works as its superuser. */
export type Migrated = { readonly url: string } & AsyncDisposable;

/** Starts a server of its own in a temporary folder and migrates a database; both go at disposal, and also if this process is killed. */
export async function startMigrated(): Promise<Migrated> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await openRunFolder());
  const server = stack.use(await startTestServer(folder.path));
  const kept = stack.move();
  return { url: databaseAt(server.url, server.template), [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Runs work on a connection of its own, with the settings of a session of the room. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: "amaliyat statements", options: SESSION_OPTIONS });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
