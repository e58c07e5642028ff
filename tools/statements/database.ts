import { databaseAt } from "../../server/src/platform/testing/admin.ts";
import { openRunFolder } from "../../server/src/platform/testing/run-folder.ts";
import { startTestServer } from "../../server/src/platform/testing/server.ts";

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
