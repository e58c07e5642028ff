import { join } from "node:path";
import { Client } from "pg";
import { startEmbedded } from "../../server/src/platform/database/index.ts";
import { makeLog } from "../../server/src/platform/log.ts";

/** A database that the bench itself may look into, as the owner of its tables. The room is given its address. */
export type BenchDatabase = AsyncDisposable & { readonly url: string; readonly client: Client };

/** The embedded server with the room's own settings, and the time of every commit kept besides. */
export async function startBenchDatabase(folder: string): Promise<BenchDatabase> {
  await using stack = new AsyncDisposableStack();
  const settings = { track_commit_timestamp: "on" };
  const { url } = stack.use(await startEmbedded({ folder: join(folder, "database"), log: makeLog("warn"), settings }));
  const client = new Client({ connectionString: url });
  await client.connect();
  stack.defer(() => client.end());
  const kept = stack.move();
  return { url, client, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
