import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { DatabaseFault } from "../fault.ts";
import { sqlStateOf } from "../gone.ts";
import { DATABASE_USER } from "./initdb.ts";
import { isAlive } from "./processes.ts";

/** The address of one database of the embedded server. */
export const urlOf = (port: number, password: string, database: string): string =>
  `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;

const WRONG_PASSWORD = "28P01";

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

/**
 * Waits until the server of process `pid` answers and returns its version; null if it ended first or stays silent for `withinMs`.
 * A server that recovers after a crash refuses connections meanwhile, for minutes if much was written.
 */
export async function untilAnswers(pid: number, url: string, withinMs: number): Promise<string | null> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    try {
      return await versionAt(url);
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

/** Makes a database of the server if it is not there. */
export async function ensureDatabase(port: number, password: string, name: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(port, password, "postgres") });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
