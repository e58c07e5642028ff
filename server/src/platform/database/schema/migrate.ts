import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { LOCKS } from "../advisory-locks.ts";
import type { Log } from "../../log.ts";
import { DatabaseFault } from "../fault.ts";
import { goneOr } from "../gone.ts";
import { readMigrations, type Migration } from "./migration-files.ts";
import { dropViews, hasViews, makeViews, prepareViews, readViews, type PublishedViews } from "./published-views.ts";

/** Any number will do, as long as every version of the room uses the same one. */
const OUR_MIGRATIONS = fileURLToPath(new URL("../migrations", import.meta.url));

type Applied = { readonly version: number; readonly name: string; readonly checksum: string };

/** `folder` holds the migrations, `features` the folders with a `views.sql`; default: those of the room. */
export type MigrateOptions = { readonly url: string; readonly log: Log; readonly folder?: string; readonly features?: string };

/**
 * Brings the database up to date: each file in its own transaction, in order, then the views that the features publish. Two starts at once
 * follow one another by an advisory lock. Returns the names of the files applied now.
 * Throws `DatabaseFault` with one of three codes.
 * `migration_changed`: an applied file has another checksum.
 * `migration_unknown`: a newer program was here, or a file came late with a lower number.
 * `migration_failed`: with PostgreSQL's reason; that file was rolled back.
 */
export async function migrate({ url, log, folder = OUR_MIGRATIONS, features }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const views = await readViews(features);
  const client = new Client({
    connectionString: url,
    application_name: "amaliyat migrate",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on("error", (error) => log.warn({ reason: error.message }, "database: connection of the migration lost"));
  try {
    await client.connect();
    await client.query("select pg_advisory_lock($1)", [LOCKS.migration]);
    const pending = remaining(migrations, await readApplied(client));
    await prepareViews(client);
    for (const migration of pending) {
      await apply(client, migration);
      log.info({ migration: migration.name }, "database: migration applied");
    }
    if (await publish(client, views)) log.info({ views: views.checksum }, "views published");
    return pending.map((migration) => migration.name);
  } catch (error) {
    throw goneOr(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The schema that this program has: its last migration and the checksum of its views. */
export async function schemaName(): Promise<string> {
  const [migrations, views] = [await readMigrations(OUR_MIGRATIONS), await readViews()];
  return `${migrations.at(-1)?.name ?? ""} ${views.checksum}`;
}

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

type SqlFile = { readonly name: string; readonly sql: string };

/** Does work in a transaction. */
async function whole(client: Client, work: () => Promise<void>): Promise<void> {
  try {
    await client.query("begin");
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** Runs what a file asks for; a refusal of PostgreSQL becomes the fault that names file and line. */
async function ofFile({ name, sql }: SqlFile, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (goneOr(error) !== error) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseFault("database.migration_failed", { migration: name, reason: reason + lineOf(error, sql) }, error);
  }
}

const apply = (client: Client, migration: Migration): Promise<void> =>
  whole(client, async () => {
    const { version, name, sql, checksum } = migration;
    await dropViews(client);
    await ofFile(migration, () => client.query(sql));
    await client.query("insert into amaliyat_migration (version, name, checksum) values ($1, $2, $3)", [version, name, checksum]);
  });

/** Replaces the views in one transaction; false if the database has these already. */
async function publish(client: Client, views: PublishedViews): Promise<boolean> {
  if (await hasViews(client, views)) return false;
  await whole(client, async () => {
    await dropViews(client);
    for (const file of views.files) await ofFile(file, () => makeViews(client, file, views.checksum));
  });
  return true;
}

/** PostgreSQL tells a place in characters from 1; a person looks for a line. */
function lineOf(error: unknown, sql: string): string {
  const position = error instanceof Error && "position" in error ? Number(error.position) : Number.NaN;
  return Number.isNaN(position) ? "" : ` (line ${sql.slice(0, position).split("\n").length})`;
}
