import { fileURLToPath } from "node:url";
import { Client } from "pg";
import type { Log } from "../log.ts";
import { DatabaseFault } from "./fault.ts";
import { goneOr } from "./gone.ts";
import { readMigrations, type Migration } from "./migration-files.ts";

/** Any number will do, as long as every version of the room uses the same one. */
const LOCK = 7_152_280;

const OUR_MIGRATIONS = fileURLToPath(new URL("migrations", import.meta.url));

type Applied = { readonly version: number; readonly name: string; readonly checksum: string };

export type MigrateOptions = { readonly url: string; readonly log: Log; readonly folder?: string };

/**
 * Brings the database up to date: each file in its own transaction, in order. Two starts at once follow one another by an advisory lock.
 * Returns the names of the files applied now.
 * Throws `DatabaseFault` with one of three codes.
 * `migration_changed`: an applied file has another checksum.
 * `migration_unknown`: a newer program was here, or a file came late with a lower number.
 * `migration_failed`: with PostgreSQL's reason; that file was rolled back.
 */
export async function migrate({ url, log, folder = OUR_MIGRATIONS }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new Client({
    connectionString: url,
    application_name: "amaliyat migrate",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on("error", (error) => log.warn({ reason: error.message }, "database: connection of the migration lost"));
  try {
    await client.connect();
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const pending = remaining(migrations, await readApplied(client));
    for (const migration of pending) {
      await apply(client, migration);
      log.info({ migration: migration.name }, "database: migration applied");
    }
    return pending.map((migration) => migration.name);
  } catch (error) {
    throw goneOr(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The name of the last migration that this program has. */
export const lastMigration = async (): Promise<string> => (await readMigrations(OUR_MIGRATIONS)).at(-1)?.name ?? "";

async function readApplied(client: Client): Promise<Applied[]> {
  await client.query(`create table if not exists amaliyat_migration (
    version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`);
  return (await client.query<Applied>("select version, name, checksum from amaliyat_migration order by version")).rows;
}

/** The migrations that are still to be applied, once it is sure that the applied ones are the ones we have. */
function remaining(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  for (const [place, { version, name, checksum }] of applied.entries()) {
    const ours = migrations[place];
    if (ours?.version !== version) throw new DatabaseFault("database.migration_unknown", { migration: name });
    if (ours.checksum !== checksum) throw new DatabaseFault("database.migration_changed", { migration: name });
  }
  return migrations.slice(applied.length);
}

async function apply(client: Client, { version, name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(sql);
    await client.query("insert into amaliyat_migration (version, name, checksum) values ($1, $2, $3)", [version, name, checksum]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    if (goneOr(error) !== error) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseFault("database.migration_failed", { migration: name, reason: reason + lineOf(error, sql) }, error);
  }
}

/** PostgreSQL tells a place in characters from 1; a person looks for a line. */
function lineOf(error: unknown, sql: string): string {
  const position = error instanceof Error && "position" in error ? Number(error.position) : Number.NaN;
  return Number.isNaN(position) ? "" : ` (line ${sql.slice(0, position).split("\n").length})`;
}
