import { Client } from "pg";
import { DatabaseFault } from "./fault.ts";
import { goneOr } from "./gone.ts";

export const WANTED_MAJOR = 17;

/** "الشرطة", the police: any Arabic word would do. */
const ARABIC_WORD = "\u0627\u0644\u0634\u0631\u0637\u0629";

/**
 * Refuses a database on which the room would run but answer wrongly: another major version, an encoding that cannot hold
 * Arabic and French, or a locale that knows no Arabic letters. Under `--locale=C` the trigrams of an Arabic word are none
 * and a search by index finds nothing, in silence; measured on 17 and 18.
 * Makes the extension pg_trgm if it is not there, so that it can run before the migrations. Throws `DatabaseFault` or `DatabaseGone`.
 */
export async function checkServer(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: "amaliyat check", connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await checkVersion(client);
    await checkEncoding(client);
    await checkTrigrams(client);
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
