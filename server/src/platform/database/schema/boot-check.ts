import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Log } from "../../log.ts";
import { DatabaseFault } from "../fault.ts";
import { goneOr, mayComeBack } from "../gone.ts";

export const WANTED_MAJOR = 17;

/** "الشرطة", the police: any Arabic word would do. */
const ARABIC_WORD = "\u0627\u0644\u0634\u0631\u0637\u0629";

/**
 * Refuses a database on which the room would run but answer wrongly. Causes: another major version, an encoding that cannot hold Arabic and
 * French, or a locale that knows no Arabic letters. Under `--locale=C` an Arabic word has no trigrams and a search by index finds nothing,
 * in silence; measured on 17 and 18.
 * Makes the extension pg_trgm if it is not there, so that it can run before the migrations. Throws `DatabaseFault` or `DatabaseGone`.
 */
export const checkServer = (url: string): Promise<void> =>
  asked(url, async (client) => {
    await checkVersion(client);
    await checkEncoding(client);
    await checkTrigrams(client);
  });

export type Waiting = {
  readonly log: Log;
  readonly stopping?: AbortSignal | undefined;
  /** A database that is away for longer ends the start, ms. */
  readonly atMostMs: number;
};

/** Time between two attempts to connect, and between two lines of the log about them, ms. */
const [TRY_EVERY_MS, SAY_EVERY_MS] = [500, 10_000];
/**
 * Waits until the server of an address lets its user in. While it is away the log says so: a start that ended instead looked like a killed one
 * to the program that starts it again. Throws `DatabaseGone` once `stopping` aborts, and at once for a wrong user, password or database.
 */
export async function untilReachable(url: string, { log, stopping, atMostMs }: Waiting): Promise<void> {
  const since = performance.now();
  for (let saidAt = -Infinity; ;) {
    try {
      return await asked(url, async () => undefined);
    } catch (error) {
      const now = performance.now();
      if (!mayComeBack(error) || stopping?.aborted === true || now - since > atMostMs) throw error;
      if (now - saidAt >= SAY_EVERY_MS) {
        saidAt = now;
        log.warn(
          { reason: error instanceof Error ? error.message : "", waitedS: Math.round((now - since) / 1_000) },
          "database: away, waiting",
        );
      }
    }
    await sleep(TRY_EVERY_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** The user by whom an address connects. */
export const userOf = (url: string): Promise<string> =>
  asked(url, async (client) => (await client.query<{ name: string }>("select current_user as name")).rows[0]?.name ?? "");

/**
 * Refuses a user who could write the log past the room, or change its tables and functions. That is a superuser, a user who may bypass
 * row-level security or make roles, an owner of tables of ours, and any role that can become one. With `allowed` it warns and goes on.
 */
export async function checkRoomUser(url: string, allowed: boolean, log: Log): Promise<void> {
  const found = await asked(url, async (client) => {
    const { rows } = await client.query<{ why: string }>(`
      select unnest(array[case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypasses row-level security' end,
        case when rolcreaterole then 'makes roles' end]) as why from pg_roles where rolname = current_user
      union all select distinct 'can become ' || pg_get_userbyid(relowner) || ', who owns tables'
        from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and pg_has_role(current_user, relowner, 'member')`);
    return rows.flatMap(({ why }) => (why === null ? [] : [why]));
  });
  if (found.length === 0) return;
  if (!allowed) throw new DatabaseFault("database.too_powerful", { reason: found.join(", "), see: "npm run database:roles" });
  log.warn({ reason: found }, "database: user of the room can write the log");
}

async function asked<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: "amaliyat check", connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw goneOr(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function setting(client: Client, name: string): Promise<string> {
  const { rows } = await client.query<{ value: string }>("select current_setting($1) as value", [name]);
  return rows[0]?.value ?? "";
}

async function checkVersion(client: Client): Promise<void> {
  const found = Math.trunc(Number(await setting(client, "server_version_num")) / 10_000);
  if (found !== WANTED_MAJOR) throw new DatabaseFault("database.wrong_version", { found, wanted: WANTED_MAJOR });
}

async function checkEncoding(client: Client): Promise<void> {
  const found = await setting(client, "server_encoding");
  if (found !== "UTF8") throw new DatabaseFault("database.wrong_encoding", { found });
}

async function checkTrigrams(client: Client): Promise<void> {
  await client.query("create extension if not exists pg_trgm");
  const { rows } = await client.query<{ trigrams: string[]; locale: string }>(
    `select show_trgm($1) as trigrams, coalesce(datlocale, datcollate) as locale from pg_database where datname = current_database()`,
    [ARABIC_WORD],
  );
  if (rows[0] === undefined || rows[0].trigrams.length === 0) {
    throw new DatabaseFault("database.arabic_search_broken", { locale: rows[0]?.locale ?? "" });
  }
}
