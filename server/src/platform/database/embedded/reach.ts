import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { DatabaseFault } from "../fault.ts";
import { sqlStateOf } from "../gone.ts";
import { nextOf, passwordIn, passwordsOf, type Folder } from "./folder.ts";
import { ROOM_USER, ROOT_USER } from "./initdb.ts";
import { isAlive } from "./processes.ts";

/** The address of one database of the embedded server for one of its users. */
export const urlAs = (port: number, user: string, password: string, database: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

/**
 * Addresses by which the launcher can ask whether the server answers. A folder of an older version knows the room's user alone, and a
 * change of passwords may have been cut off.
 */
export async function launcherUrls(port: number, folder: Folder): Promise<readonly string[]> {
  const { root, room } = await passwordsOf(folder);
  const next = await passwordIn(nextOf(folder, "root"));
  const roots = next === null ? [root] : [root, next];
  return [...roots.map((password) => urlAs(port, ROOT_USER, password, "postgres")), urlAs(port, ROOM_USER, room, "postgres")];
}

/** The password is not the one of the user. */
export const WRONG_PASSWORD = "28P01";

/** One question to the server; the version it runs, for example "17.10". */
async function versionAt(url: string): Promise<string> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
    return rows[0]?.version ?? "";
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The version by the first address whose password is right. */
async function versionBy([url = "", ...others]: readonly string[]): Promise<string> {
  try {
    return await versionAt(url);
  } catch (error) {
    if (sqlStateOf(error) !== WRONG_PASSWORD || others.length === 0) throw error;
    return versionBy(others);
  }
}

/**
 * Waits until the server of process `pid` answers by one of the addresses and returns its version; null if it ended first or stays silent for
 * `withinMs`. A server that recovers after a crash refuses connections meanwhile, for minutes if much was written.
 */
export async function untilAnswers(pid: number, urls: readonly string[], withinMs: number): Promise<string | null> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    try {
      return await versionBy(urls);
    } catch (error) {
      if (sqlStateOf(error) === WRONG_PASSWORD) {
        throw new DatabaseFault("database.cannot_start", { reason: "the file `password` is not the one of this database" }, error);
      }
    }
    if (!(await isAlive(pid))) return null;
    await sleep(20);
  }
  return null;
}
