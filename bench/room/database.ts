import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { startEmbedded } from "../../server/src/platform/database/index.ts";
import { makeLog } from "../../server/src/platform/log.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { ifWeEnd } from "../harness/leaving.ts";
import { say } from "../harness/say.ts";

/** A database that the bench itself may look into, as the owner of its tables. The room is given its address. */
export type BenchDatabase = AsyncDisposable & {
  readonly url: string;
  readonly ownerUrl: string;
  readonly client: Client;
  readonly pid: number;
  /** Statements that the server has run so far, of everybody; the settings of a transaction go with its BEGIN. */
  readonly statements: () => Promise<number>;
};

const postmasterOf = (folder: string): number => Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);

/** The embedded server with the room's own settings, and the time of every commit kept besides; in a folder of its own. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  await using stack = new AsyncDisposableStack();
  const { path: folder } = stack.use(await temporaryFolder());
  // The server outlives its starter, by design.
  stack.use(ifWeEnd(() => process.kill(postmasterOf(folder), "SIGQUIT")));
  const settings = { track_commit_timestamp: "on", shared_preload_libraries: "pg_stat_statements" };
  const { url, ownerUrl, rootUrl } = stack.use(await startEmbedded({ folder, log: makeLog("warn"), settings }));
  const client = new Client({ connectionString: rootUrl });
  client.on("error", (error) => say(`the bench lost its database: ${error.message}`));
  await client.connect();
  stack.defer(() => client.end());
  // Uses a database of its own: the room inspects its own schema and takes unknown tables for a forgery.
  const counter = new Client({ connectionString: Object.assign(new URL(rootUrl), { pathname: "/postgres", search: "" }).href });
  counter.on("error", () => undefined);
  await counter.connect();
  stack.defer(() => counter.end());
  await counter.query("create extension if not exists pg_stat_statements");
  const statements = async (): Promise<number> =>
    Number(
      (await counter.query<{ n: string }>("select sum(calls) as n from pg_stat_statements where toplevel and query not like 'set local %'"))
        .rows[0]?.n ?? 0,
    );
  const kept = stack.move();
  return {
    statements,
    url,
    ownerUrl,
    client,
    pid: postmasterOf(folder),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
