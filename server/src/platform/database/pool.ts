import { Pool } from "pg";
import type { Log } from "../log.ts";
import type { Vault } from "../vault.ts";
import { columnTypes } from "./column-types.ts";
import type { FollowedClock } from "../clock.ts";
import { connectionOf } from "./connection-of.ts";

/** The room's connections. Its user owns the tables; requests go through `transaction`, under a role that owns nothing. */
export type Db = AsyncDisposable & {
  readonly pool: Pool;
  readonly log: Log;
  /** Keys of sealed columns; without them nothing that is sealed is written or read. */
  readonly vault?: Vault | undefined;
  /** State of following the machine's clock; without it, rows are assumed to match the clock. */
  readonly followed?: FollowedClock | undefined;
};

export type PoolOptions = {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  readonly log: Log;
  /** Default 20: half of the embedded server's connections stay free for jobs, LISTEN and a second process. */
  readonly maxConnections?: number;
  /** Time for which a request waits for a connection before it is refused as «database unavailable». Default 5 s. */
  readonly connectTimeoutMs?: number;
  /** After this a silent server counts as gone (a host that lost power sends no reset). Default 120 s; 0 is never. */
  readonly silenceTimeoutMs?: number;
};

/**
 * Settings that each session of the room makes for itself. The search path is one of them: an owner of the server's or a role's settings
 * could put a schema before ours. Its tables and functions would take the place of the room's.
 */
export const SESSION_OPTIONS = "-c TimeZone=UTC -c DateStyle=ISO -c search_path=public";

/**
 * Opens a pool; connects only when it is first used. A connection that breaks, idle or not, is dropped and logged, never thrown. pg emits
 * 'error' on a client that is checked out and between two statements, and nobody else would listen.
 */
export function openDatabase(options: PoolOptions): Db {
  const { url, log, maxConnections = 20, connectTimeoutMs = 5_000, silenceTimeoutMs = 120_000 } = options;
  const pool = new Pool({
    ...connectionOf(url),
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 60_000,
    query_timeout: silenceTimeoutMs,
    keepAlive: true,
    // Statements that wait for nothing are written at once, one behind the other.
    pipeline: true,
    application_name: "amaliyat",
    options: SESSION_OPTIONS,
    types: columnTypes,
  });
  // pool.end() does not wait for the sockets: a server that stops right after still tells them, and that is no loss.
  let ending = false;
  const told = (error: Error): void => {
    if (!ending) log.warn({ reason: error.message }, "database: connection lost");
  };
  pool.on("error", told);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    pool,
    log,
    [Symbol.asyncDispose]: () => {
      ending = true;
      return pool.end();
    },
  };
}
